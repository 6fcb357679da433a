import { limits } from '@kith/protocol/limits.ts'
import type { OwnUser } from '@kith/protocol/users.ts'
import type { CallInput } from '@kith/protocol/registry.ts'
import { ProblemError } from '@kith/sdk/problem-error.ts'
import { useState } from 'react'
import { showToast } from '../../design/toast.ts'
import { client } from '../../live/client.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { draftsOf, isLink, linksOf } from './links-editor.tsx'
import type { LinkDraft } from './links-editor.tsx'
import { lengthOf } from './measures.ts'

const names = ['displayName', 'firstName', 'lastName', 'username', 'bio'] as const

interface ProfileFields extends Pick<OwnUser, (typeof names)[number]> {
  links: readonly LinkDraft[]
}

const isUsername = (text: string): boolean =>
  text.length <= limits.usernameMax && /^(?!\.)(?!.*\.\.)[A-Za-z0-9_.]+(?<!\.)$/.test(text)

function fieldsOf(me: OwnUser): ProfileFields {
  const { displayName, firstName, lastName, username, bio, links } = me
  return { displayName, firstName, lastName, username, bio, links: draftsOf(links) }
}

/** What is written in the profile's form, what of it is wrong, and what of it is to be sent. */
export function useProfileForm(me: OwnUser) {
  const { problems } = useWords()
  const { settings: t } = useMoreWords()
  const report = useReport()
  const [fields, setFields] = useState(() => fieldsOf(me))
  const [takenName, setTakenName] = useState<string | null>(null)
  const [isTried, setIsTried] = useState(false)
  const [isSaving, setIsSaving] = useState(false)

  const changed = changesOf(fields, me)
  const bioLeft = limits.bioMax - lengthOf(fields.bio)
  const isLinkWrong = fields.links.some(({ url }) => !isLink(url))
  const faults = {
    displayName: fields.displayName.trim() === '' ? problems.fields.required : undefined,
    username:
      fields.username === takenName
        ? problems.byCode['username-taken']
        : isUsername(fields.username)
          ? undefined
          : problems.fields.username,
    bio: bioLeft < 0 ? problems.fields.tooLong : undefined,
  }
  const isRight = !isLinkWrong && Object.values(faults).every((fault) => fault === undefined)

  /** Sends what has changed; `first` is done before it, and fails with it. */
  async function save(first: () => Promise<unknown>): Promise<void> {
    setIsTried(true)
    if (!isRight) return
    setIsSaving(true)
    try {
      await first()
      if (Object.keys(changed).length > 0) setFields(fieldsOf(await client.updateProfile(changed)))
      setIsTried(false)
      showToast({ id: 'profile-saved', tone: 'positive', title: t.saved })
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'username-taken') setTakenName(fields.username)
      else report(t.notSaved, error)
    } finally {
      setIsSaving(false)
    }
  }

  return {
    fields,
    change: (part: Partial<ProfileFields>) => setFields((before) => ({ ...before, ...part })),
    faults,
    bioLeft,
    isTried,
    isSaving,
    isChanged: Object.keys(changed).length > 0,
    isRenamed: fields.username !== me.username,
    save,
  }
}

function changesOf(fields: ProfileFields, me: OwnUser): CallInput<'PATCH /api/me'> {
  const changes: CallInput<'PATCH /api/me'> = {}
  for (const name of names) if (fields[name] !== me[name]) changes[name] = fields[name]
  const links = linksOf(fields.links)
  if (JSON.stringify(links) !== JSON.stringify(me.links.map(({ title, url }) => ({ title, url }))))
    changes.links = links
  return changes
}
