import type { KithSocket } from './connection.ts'

/**
 * Calls `ask` whenever something may have been missed: with each new connection, and, at a moment of its own so that not
 * all devices ask together, when the server says that it may itself have missed something. Returns how to stop.
 */
export function onCatchUp(socket: KithSocket, ask: () => void): () => void {
  const timers = new Set<ReturnType<typeof setTimeout>>()
  const stopTimers = (): void => {
    for (const timer of timers) clearTimeout(timer)
    timers.clear()
  }
  const connected = (): void => {
    // Whatever a new connection asks is newer than what was still to be asked.
    stopTimers()
    ask()
  }
  const behind = ({ heads, withinMs }: { heads?: Record<string, number>; withinMs: number }): void => {
    if (heads !== undefined) return
    const timer = setTimeout(() => {
      timers.delete(timer)
      ask()
    }, Math.random() * withinMs)
    timers.add(timer)
  }
  socket.on('connect', connected)
  socket.on('behind', behind)
  socket.on('disconnect', stopTimers)
  return () => {
    stopTimers()
    socket.off('connect', connected)
    socket.off('behind', behind)
    socket.off('disconnect', stopTimers)
  }
}
