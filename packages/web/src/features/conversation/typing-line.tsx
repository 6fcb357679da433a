import { shortName } from '../../live/naming.ts'
import { useKith } from '../../live/use-kith.ts'
import { useConversationWords } from '../../words/conversation-words.ts'

/** Who is writing in a conversation or thread, named as for drafts, in a line that is always there, so that nothing moves. */
export function TypingLine({ place }: { place: string }) {
  const { conversation: t } = useConversationWords()
  const typists = useKith((state) => state.typing.get(place)) ?? []
  const [first, second] = typists.map(({ user }) => shortName(user))
  let text = ''
  if (first !== undefined && second === undefined) text = t.isTyping(first)
  else if (first !== undefined && second !== undefined) {
    text = typists.length === 2 ? t.areTyping(t.and(first, second)) : t.manyTyping
  }
  return (
    <p aria-live="polite" className="h-5 truncate px-5 text-xs leading-5 text-muted md:px-7">
      {text}
    </p>
  )
}
