import { SkeletonList } from '../../design/skeleton.tsx'
import { client } from '../../live/client.ts'
import { useKith } from '../../live/use-kith.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { NotLoaded, useAnswer } from '../asking/asking.ts'
import { EmailPart } from './email-part.tsx'
import { LogPart } from './log-part.tsx'
import { PasskeyPart } from './passkey-part.tsx'
import { PasswordPart } from './password-part.tsx'
import { ResetLinkPart } from './reset-link-part.tsx'
import { TwoStepPart } from './two-step-part.tsx'

/** What keeps one's account one's own. */
export function SecuritySection() {
  const { settings } = useMoreWords()
  const me = useKith((state) => state.me)
  const asked = useAnswer('security', (signal) => client.api.call('GET /api/auth/security', {}, { signal }))
  const overview = asked.value
  if (me === null || overview === undefined) {
    if (asked.error !== null) return <NotLoaded error={asked.error} onAgain={asked.again} words={settings} />
    return <SkeletonList count={4} label={settings.loading} />
  }
  return (
    <>
      <PasswordPart />
      <EmailPart me={me} overview={overview} onChange={asked.again} />
      <TwoStepPart overview={overview} onChange={asked.change} />
      <PasskeyPart overview={overview} onChange={asked.change} />
      <LogPart />
      {me.role !== 'member' && <ResetLinkPart />}
    </>
  )
}
