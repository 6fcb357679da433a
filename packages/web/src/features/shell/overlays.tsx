import { onDemand } from '../../design/on-demand.tsx'
import { useConfirmQuestion } from '../../live/confirming.ts'
import { showCircle, useShownCircle } from '../../live/circle-card.ts'
import { showOverlay, useOverlay } from '../../live/overlay.ts'
import type { Overlay } from '../../live/overlay.ts'
import { useLayers } from '../../live/layers.ts'

const { Part: Switcher } = onDemand(async () => (await import('../switcher/switcher.tsx')).Switcher)
const { Part: ConfirmDialog } = onDemand(async () => (await import('../confirming/confirming.tsx')).ConfirmDialog)
const { Part: KeysDialog } = onDemand(async () => (await import('../keys/keys.tsx')).KeysDialog)
const { Part: NewConversation } = onDemand(
  async () => (await import('../new-conversation/new-conversation.tsx')).NewConversation,
)

const { Part: CircleCard } = onDemand(async () => (await import('../circles/circles.tsx')).CircleCard)
const { Part: StatusDialog } = onDemand(async () => (await import('../status/status.tsx')).StatusDialog)

const newKinds = { 'new-direct': 'direct', 'new-group': 'group', 'new-channel': 'channel' } as const

const isNew = (overlay: Overlay): overlay is keyof typeof newKinds => overlay in newKinds

const close = (): void => showOverlay(null)

/** What stands above the page, fetched when it is first asked for. */
export function Overlays() {
  const overlay = useOverlay()
  const settle = useConfirmQuestion()
  const circleId = useShownCircle()
  const layers = useLayers()
  return (
    <>
      {layers}
      {settle !== null && <ConfirmDialog onSettle={settle} />}
      {circleId !== null && <CircleCard key={circleId} circleId={circleId} onClose={() => showCircle(null)} />}
      {overlay === 'switcher' && <Switcher onClose={close} />}
      {overlay === 'keys' && <KeysDialog onClose={close} />}
      {overlay === 'status' && <StatusDialog onClose={close} />}
      {overlay !== null && isNew(overlay) && <NewConversation kind={newKinds[overlay]} onClose={close} />}
    </>
  )
}
