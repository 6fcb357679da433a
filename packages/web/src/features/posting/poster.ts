/** Some browsers open a video and never draw it. */
const PATIENCE_MS = 8_000
const SIDE_MAX = 1_280
const AT_S = 1

/** A picture out of a video, near its beginning, to stand for it; null where the browser cannot play it. */
export async function posterOf(video: Blob): Promise<Blob | null> {
  const player = document.createElement('video')
  const url = URL.createObjectURL(video)
  player.muted = true
  player.playsInline = true
  player.preload = 'auto'
  const { promise, resolve } = Promise.withResolvers<Blob | null>()
  const timer = setTimeout(() => resolve(null), PATIENCE_MS)
  player.addEventListener('error', () => resolve(null))
  player.addEventListener('loadeddata', () => {
    player.currentTime = Number.isFinite(player.duration) ? Math.min(AT_S, player.duration / 2) : 0
  })
  player.addEventListener('seeked', () => draw(player, resolve))
  player.src = url
  const made = await promise
  clearTimeout(timer)
  player.removeAttribute('src')
  URL.revokeObjectURL(url)
  return made
}

function draw(player: HTMLVideoElement, done: (made: Blob | null) => void): void {
  const { videoWidth: width, videoHeight: height } = player
  const scale = Math.min(1, SIDE_MAX / Math.max(width, height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(width * scale))
  canvas.height = Math.max(1, Math.round(height * scale))
  const pen = canvas.getContext('2d')
  if (pen === null || width === 0) {
    done(null)
    return
  }
  pen.drawImage(player, 0, 0, canvas.width, canvas.height)
  canvas.toBlob(done, 'image/webp', 0.85)
}
