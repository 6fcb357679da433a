import { client } from '../../live/client.ts'

/** Calls `run` when the connection, now gone, is there again. */
export function onceBack(run: () => void): () => void {
  let wasGone = client.state.connection.state !== 'online'
  const stop = client.subscribe(() => {
    const isThere = client.state.connection.state === 'online'
    if (!isThere) wasGone = true
    else if (wasGone) {
      stop()
      run()
    }
  })
  return stop
}
