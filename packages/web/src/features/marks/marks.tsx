import { onDemand } from '../../design/on-demand.tsx'

export { ReactionChips } from './reaction-chips.tsx'
export { PinBar } from './pin-bar.tsx'
export { PinnedList } from './pinned-list.tsx'
export { MarkRow } from './mark-row.tsx'
export type { MarkDialog } from './mark-dialogs.tsx'

/** What stands above a conversation is fetched when it is first asked for. */
export const { Part: MarkDialogs } = onDemand(async () => (await import('./mark-dialogs.tsx')).MarkDialogs)

/** Without a connection one writes on all the same. */
const Nothing = (): null => null

export const { Part: EmojiCompletions } = onDemand(() =>
  import('./emoji-completions.tsx').then(
    (part) => part.EmojiCompletions,
    () => Nothing,
  ),
)
