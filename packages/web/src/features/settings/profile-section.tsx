import { SkeletonProfile } from '../../design/skeleton.tsx'
import { useKith } from '../../live/use-kith.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { ProfileForm } from './profile-form.tsx'

export function ProfileSection() {
  const { settings: t } = useMoreWords()
  const me = useKith((state) => state.me)
  return me === null ? <SkeletonProfile label={t.loading} /> : <ProfileForm key={me.id} me={me} />
}
