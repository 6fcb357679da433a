import type { DataExport } from '@kith/protocol/leaving.ts'
import { useEffect, useEffectEvent } from 'react'
import { client } from '../../live/client.ts'
import { useKith } from '../../live/use-kith.ts'
import { useAnswer } from '../asking/asking.ts'
import type { Answer } from '../asking/asking.ts'

const stages: readonly DataExport['state'][] = ['waiting', 'running', 'failed', 'ready', 'expired']

/** How far a copy has come: it never goes back. */
const stageOf = ({ state, progress }: DataExport): number => stages.indexOf(state) * 1_000 + progress

/** The copies of one's data, newest first, as they come along. */
export function useExports(): Answer<readonly DataExport[]> & { put: (copy: DataExport) => void } {
  // Whatever was told while there was no connection is asked for after it.
  const connection = useKith((state) => state.connection.state)
  const key = connection === 'online' ? 'exports' : 'exports, offline'
  const asked = useAnswer<readonly DataExport[]>(key, async (signal) => {
    return (await client.api.call('GET /api/me/exports', {}, { signal })).items
  })
  const put = (copy: DataExport): void => {
    asked.change((known) => {
      const same = known.find(({ id }) => id === copy.id)
      // What the socket says may overtake the answer to the call that asked for the copy.
      const newest = same !== undefined && stageOf(same) > stageOf(copy) ? same : copy
      return [newest, ...known.filter(({ id }) => id !== copy.id)]
    })
  }
  const heard = useEffectEvent(put)
  useEffect(() => {
    const { socket } = client
    const listener = (copy: DataExport): void => heard(copy)
    socket?.on('export', listener)
    return () => void socket?.off('export', listener)
  }, [connection])
  return { ...asked, put }
}
