import { X } from 'lucide-react'
import { IconButton } from '../../design/icon-button.tsx'
import { SkeletonProfile } from '../../design/skeleton.tsx'
import { peerOf } from '../../live/naming.ts'
import { useKith } from '../../live/use-kith.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { Gallery } from '../attachments/attachments.tsx'
import { PinnedList } from '../marks/marks.tsx'
import { ProfileView } from '../people/people.tsx'
import { About } from './about.tsx'
import { GoneNotes } from './gone-notes.tsx'
import { GoingButtons } from './going-buttons.tsx'
import { MemberList } from './member-list.tsx'
import { MentionAllChoice } from './mention-all-choice.tsx'
import { SelfNotes } from './self-notes.tsx'
import { VisibilitySwitches } from './visibility-switches.tsx'

/** What a conversation is and who is in it. */
export function MembersPane({ conversationId, onClose }: { conversationId: string; onClose: () => void }) {
  const { members: t } = useMoreWords()
  const entry = useKith((state) => state.conversations.get(conversationId))
  const me = useKith((state) => state.me)
  const peer = entry === undefined || me === null ? null : peerOf(entry, me.id)

  return (
    <section aria-label={t.details} className="flex min-h-0 min-w-0 grow flex-col">
      <header className="flex shrink-0 items-center gap-2 py-3 ps-5 pe-3">
        <h2 className="grow text-lg font-bold">{t.details}</h2>
        <IconButton label={t.close} icon={<X />} onClick={onClose} />
      </header>
      <div className="flex min-h-0 grow flex-col gap-6 overflow-y-auto overscroll-contain px-5 pb-8">
        {(entry === undefined || me === null) && <SkeletonProfile label={t.loading} />}
        {entry?.kind === 'direct' &&
          (peer === null ? (
            <SelfNotes />
          ) : peer.username === '' ? (
            <GoneNotes person={peer} />
          ) : (
            <ProfileView key={peer.id} username={peer.username} heading="h3" />
          ))}
        {entry?.kind === 'direct' && <PinnedList entry={entry} mayPin />}
        {entry?.kind === 'direct' && <Gallery conversationId={entry.id} />}
        {entry !== undefined && entry.kind !== 'direct' && me !== null && (
          <>
            <About entry={entry} myId={me.id} />
            <VisibilitySwitches entry={entry} />
            <MentionAllChoice entry={entry} />
            <PinnedList entry={entry} mayPin={entry.kind !== 'channel' || entry.role !== 'member'} />
            <Gallery key={`shared ${entry.id}`} conversationId={entry.id} />
            <MemberList key={entry.id} entry={entry} myId={me.id} />
            <GoingButtons entry={entry} myId={me.id} />
          </>
        )}
      </div>
    </section>
  )
}
