import sharp from 'sharp'

/* Pictures and a voice for invented people, made by code: nothing here was photographed or recorded. */

interface Scene {
  sky: readonly [string, string]
  sun: { x: number; y: number; r: number; colour: string }
  ground: readonly string[]
  /** Sails upon it, or stems where it is a garden. */
  things: 'sails' | 'stems' | 'trees'
}

const scenes = {
  harbour: {
    sky: ['#f7c59f', '#5b8fb9'],
    sun: { x: 0.7, y: 0.46, r: 0.07, colour: '#fff1d6' },
    ground: ['#3f6e8c', '#2f5670', '#234357'],
    things: 'sails',
  },
  garden: {
    sky: ['#d8ecf5', '#9cc7dd'],
    sun: { x: 0.22, y: 0.2, r: 0.06, colour: '#fffbe6' },
    ground: ['#8fb46a', '#6a9a50', '#49773b'],
    things: 'stems',
  },
  woods: {
    sky: ['#f3d9c9', '#b9a4b8'],
    sun: { x: 0.5, y: 0.35, r: 0.09, colour: '#ffe3c2' },
    ground: ['#6b6f52', '#4c5540', '#343c2f'],
    things: 'trees',
  },
  evening: {
    sky: ['#e8734a', '#3a3360'],
    sun: { x: 0.36, y: 0.55, r: 0.1, colour: '#ffd9a0' },
    ground: ['#4b3a5a', '#392c48', '#271f35'],
    things: 'sails',
  },
  snow: {
    sky: ['#e9eef2', '#a9bccb'],
    sun: { x: 0.62, y: 0.28, r: 0.05, colour: '#fff8e8' },
    ground: ['#f4f6f8', '#dbe4ea', '#c3d0d9'],
    things: 'trees',
  },
  meadow: {
    sky: ['#fbe3b3', '#f0a868'],
    sun: { x: 0.8, y: 0.42, r: 0.11, colour: '#fff4cf' },
    ground: ['#d9b44a', '#b08d3c', '#7c7a3f'],
    things: 'stems',
  },
  night: {
    sky: ['#2b4263', '#101a2e'],
    sun: { x: 0.28, y: 0.18, r: 0.05, colour: '#f6f1df' },
    ground: ['#1d3148', '#152539', '#0e1a2a'],
    things: 'sails',
  },
  dawn: {
    sky: ['#f9cfd2', '#8fa9c9'],
    sun: { x: 0.5, y: 0.5, r: 0.06, colour: '#fff2e6' },
    ground: ['#7f93a8', '#5f7590', '#465b76'],
    things: 'trees',
  },
} as const satisfies Record<string, Scene>

export type SceneName = keyof typeof scenes

/** A picture as a camera would hand it over: JPEG, `width` by `height` pixels. */
export async function photo(name: SceneName, width: number, height: number): Promise<Blob> {
  const scene = scenes[name]
  const bytes = await sharp(Buffer.from(drawing(scene, width, height)))
    .jpeg({ quality: 82 })
    .toBuffer()
  return new File([Uint8Array.from(bytes)], `${name}.jpg`, { type: 'image/jpeg' })
}

function drawing({ sky, sun, ground, things }: Scene, width: number, height: number): string {
  const horizon = height * 0.58
  const hills = ground.map((colour, index) => {
    const top = horizon + (index * (height - horizon)) / ground.length
    const swing = height * 0.05 * (things === 'sails' ? 0.15 : 1)
    return `<path fill="${colour}" d="M0 ${top} C ${width * 0.3} ${top - swing * (index + 1)}, ${width * 0.6} ${top + swing}, ${width} ${top - swing} L ${width} ${height} L 0 ${height} Z"/>`
  })
  const drawn = Array.from({ length: 9 }, (_, index) => {
    const x = ((index * 0.37 + 0.08) % 1) * width
    const size = height * (0.1 + ((index * 7) % 5) * 0.025)
    const y = horizon + (((index * 5) % 9) / 9) * (height - horizon) * 0.7 + size * 0.2
    if (things === 'sails') {
      return `<path fill="#fbf6ea" d="M${x} ${y} L${x} ${y - size} L${x + size * 0.45} ${y - size * 0.08} Z"/><path fill="#7a4a32" d="M${x - size * 0.35} ${y} h${size * 0.9} l${-size * 0.15} ${size * 0.14} h${-size * 0.6} Z"/>`
    }
    if (things === 'trees') {
      return `<path fill="#2c3a2c" opacity="0.9" d="M${x} ${y - size * 1.6} L${x + size * 0.4} ${y} L${x - size * 0.4} ${y} Z"/>`
    }
    const petals = ['#e4572e', '#f3a712', '#c45baa', '#fff3f0'][index % 4] ?? ''
    return `<path stroke="#3e6b33" stroke-width="${size * 0.05}" d="M${x} ${y} V${y - size}"/><circle fill="${petals}" cx="${x}" cy="${y - size}" r="${size * 0.18}"/>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <defs><linearGradient id="sky" x2="0" y2="1"><stop stop-color="${sky[1]}"/><stop offset="0.6" stop-color="${sky[0]}"/></linearGradient></defs>
    <rect width="${width}" height="${height}" fill="url(#sky)"/>
    <circle cx="${sun.x * width}" cy="${sun.y * height}" r="${sun.r * Math.min(width, height)}" fill="${sun.colour}"/>
    ${hills.join('')}${drawn.join('')}</svg>`
}

const RATE = 16_000

export interface Voice {
  file: Blob
  durationMs: number
  /** As a recorder tells it: 0 to 100. */
  waveform: number[]
}

/** Something that rises and falls as a voice does, as a WAV file. */
export function voice(seconds: number): Voice {
  const count = Math.round(seconds * RATE)
  const bytes = Buffer.alloc(44 + count * 2)
  bytes.write('RIFF', 0)
  bytes.writeUInt32LE(36 + count * 2, 4)
  bytes.write('WAVEfmt ', 8)
  bytes.writeUInt32LE(16, 16)
  bytes.writeUInt16LE(1, 20)
  bytes.writeUInt16LE(1, 22)
  bytes.writeUInt32LE(RATE, 24)
  bytes.writeUInt32LE(RATE * 2, 28)
  bytes.writeUInt16LE(2, 32)
  bytes.writeUInt16LE(16, 34)
  bytes.write('data', 36)
  bytes.writeUInt32LE(count * 2, 40)
  for (let index = 0; index < count; index++) {
    const at = index / RATE
    const hum = Math.sin(2 * Math.PI * 140 * at) + 0.5 * Math.sin(2 * Math.PI * 283 * at)
    bytes.writeInt16LE(Math.round(hum * loudness(at) * 9_000), 44 + index * 2)
  }
  const waveform = Array.from({ length: 60 }, (_, index) => Math.round(100 * loudness((index * seconds) / 60)))
  const file = new File([Uint8Array.from(bytes)], 'Voice message.wav', { type: 'audio/wav' })
  return { file, durationMs: Math.round(seconds * 1_000), waveform }
}

/** Syllables, words, and a breath between them: 0 to 1. */
function loudness(at: number): number {
  const syllable = Math.abs(Math.sin(at * 9.7)) ** 0.7
  const word = Math.max(0, Math.sin(at * 2.1 + 0.4)) ** 0.5
  return Math.min(1, 0.08 + 0.85 * syllable * word * (0.7 + 0.3 * Math.sin(at * 0.9)))
}
