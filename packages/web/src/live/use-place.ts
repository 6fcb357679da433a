import type { Place } from '@kith/protocol/place.ts'
import { useEffect, useState } from 'react'
import { client } from './client.ts'

/** What a visitor may know of this server; null until it is known. */
export function usePlace(): Place | null {
  const [place, setPlace] = useState<Place | null>(null)
  useEffect(() => {
    client.api.call('GET /api/place', {}).then(setPlace, () => undefined)
  }, [])
  return place
}
