import { useKith } from '../../live/use-kith.ts'
import { ProfileView } from '../people/people.tsx'

/** A conversation with oneself. */
export function SelfNotes() {
  const username = useKith((state) => state.me?.username)
  return username === undefined ? null : <ProfileView username={username} heading="h3" />
}
