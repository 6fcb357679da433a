import type { Told } from './tray.ts'

/** A file that a browser cannot play says nothing, and some never stop trying. */
const PATIENCE_MS = 3_000

/** How large a video is and how long it plays: only a device that plays it can tell. */
export async function measured(file: File): Promise<Told> {
  const [kind] = file.type.split('/')
  if (kind !== 'video' && kind !== 'audio') return {}
  const player = document.createElement(kind)
  const url = URL.createObjectURL(file)
  const { promise, resolve } = Promise.withResolvers<Told>()
  const timer = setTimeout(() => resolve({}), PATIENCE_MS)
  player.addEventListener('error', () => resolve({}))
  player.addEventListener('loadedmetadata', () => {
    const durationMs = Number.isFinite(player.duration) ? Math.max(1, Math.round(player.duration * 1_000)) : undefined
    const told: Told = durationMs === undefined ? {} : { durationMs }
    if (player instanceof HTMLVideoElement && player.videoWidth > 0) {
      told.width = player.videoWidth
      told.height = player.videoHeight
    }
    resolve(told)
  })
  player.preload = 'metadata'
  player.src = url
  const told = await promise
  clearTimeout(timer)
  player.removeAttribute('src')
  URL.revokeObjectURL(url)
  return told
}
