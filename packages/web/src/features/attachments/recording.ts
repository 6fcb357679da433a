import type { Recorded } from '../../live/tray.ts'

const EVERY_MS = 50
const PEAKS = 100
const MOST_MS = 60 * 60_000

const types = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus']

export interface Take extends Recorded {
  file: File
}

/** What a microphone hears, as it is being recorded. Owns the microphone until it ends. */
export class Recording {
  readonly #stream: MediaStream
  readonly #recorder: MediaRecorder
  readonly #sound = new AudioContext()
  readonly #analyser: AnalyserNode
  readonly #peaks: number[] = []
  readonly #timer: ReturnType<typeof setInterval>
  readonly #begunAt = performance.now()
  readonly #onPeak: (peaks: readonly number[], ms: number) => void

  private constructor(stream: MediaStream, onPeak: (peaks: readonly number[], ms: number) => void) {
    this.#stream = stream
    this.#onPeak = onPeak
    const mimeType = types.find((type) => MediaRecorder.isTypeSupported(type))
    this.#recorder = new MediaRecorder(stream, {
      ...(mimeType === undefined ? {} : { mimeType }),
      audioBitsPerSecond: 32_000,
    })
    this.#analyser = this.#sound.createAnalyser()
    this.#analyser.fftSize = 1024
    this.#sound.createMediaStreamSource(stream).connect(this.#analyser)
    this.#recorder.start()
    this.#timer = setInterval(() => this.#listen(), EVERY_MS)
  }

  /** Asks for the microphone first. @throws DOMException when it is refused or there is none */
  static async begin(onPeak: (peaks: readonly number[], ms: number) => void): Promise<Recording> {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
    })
    return new Recording(stream, onPeak)
  }

  get ms(): number {
    return Math.min(MOST_MS, performance.now() - this.#begunAt)
  }

  get isFull(): boolean {
    return this.ms >= MOST_MS
  }

  async finish(name: string): Promise<Take> {
    const durationMs = Math.round(this.ms)
    const parts: Blob[] = []
    const { promise: stopped, resolve } = Promise.withResolvers<void>()
    this.#recorder.addEventListener('dataavailable', ({ data }) => parts.push(data))
    this.#recorder.addEventListener('stop', () => resolve())
    if (this.#recorder.state === 'inactive') resolve()
    else this.#recorder.stop()
    await stopped
    this.end()
    const type = this.#recorder.mimeType.split(';')[0] ?? ''
    const ending = type === 'audio/mp4' ? 'm4a' : type === 'audio/ogg' ? 'ogg' : 'weba'
    return { file: new File(parts, `${name}.${ending}`, { type }), durationMs, waveform: gathered(this.#peaks) }
  }

  end(): void {
    clearInterval(this.#timer)
    for (const track of this.#stream.getTracks()) track.stop()
    if (this.#sound.state !== 'closed') void this.#sound.close()
  }

  #listen(): void {
    const samples = new Float32Array(this.#analyser.fftSize)
    this.#analyser.getFloatTimeDomainData(samples)
    const loudness = Math.sqrt(samples.reduce((total, sample) => total + sample * sample, 0) / samples.length)
    // Speech lies far below full loudness; a root spreads it over the height there is.
    this.#peaks.push(Math.round(100 * Math.min(1, Math.sqrt(loudness * 3))))
    this.#onPeak(this.#peaks, this.ms)
  }
}

/** A hundred at most: each the loudest of what it stands for. */
function gathered(peaks: readonly number[]): number[] {
  if (peaks.length <= PEAKS) return [...peaks]
  return Array.from({ length: PEAKS }, (_, index) => {
    const from = Math.floor((index * peaks.length) / PEAKS)
    return Math.max(...peaks.slice(from, Math.max(from + 1, Math.floor(((index + 1) * peaks.length) / PEAKS))))
  })
}
