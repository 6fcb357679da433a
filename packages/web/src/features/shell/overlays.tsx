import { onDemand } from '../../design/on-demand.tsx'
import { showOverlay, useOverlay } from '../../live/overlay.ts'

const { Part: Switcher } = onDemand(async () => (await import('../switcher/switcher.tsx')).Switcher)
const { Part: KeysDialog } = onDemand(async () => (await import('../keys/keys.tsx')).KeysDialog)
const { Part: NewConversation } = onDemand(
  async () => (await import('../new-conversation/new-conversation.tsx')).NewConversation,
)

const newKinds = { 'new-direct': 'direct', 'new-group': 'group', 'new-channel': 'channel' } as const

const close = (): void => showOverlay(null)

/** What stands above the page, fetched when it is first asked for. */
export function Overlays() {
  const overlay = useOverlay()
  if (overlay === null) return null
  return (
    <>
      {overlay === 'switcher' && <Switcher onClose={close} />}
      {overlay === 'keys' && <KeysDialog onClose={close} />}
      {overlay !== 'switcher' && overlay !== 'keys' && <NewConversation kind={newKinds[overlay]} onClose={close} />}
    </>
  )
}
