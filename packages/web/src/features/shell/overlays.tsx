import { lazy, Suspense } from 'react'
import { showOverlay, useOverlay } from '../../live/overlay.ts'

const Switcher = lazy(() =>
  import('../switcher/switcher.tsx').then(({ Switcher: component }) => ({ default: component })),
)
const KeysDialog = lazy(() => import('../keys/keys.tsx').then(({ KeysDialog: component }) => ({ default: component })))
const NewConversation = lazy(() =>
  import('../new-conversation/new-conversation.tsx').then(({ NewConversation: component }) => ({ default: component })),
)

const newKinds = { 'new-direct': 'direct', 'new-group': 'group', 'new-channel': 'channel' } as const

const close = (): void => showOverlay(null)

/** What stands above the page, fetched when it is first asked for. */
export function Overlays() {
  const overlay = useOverlay()
  if (overlay === null) return null
  return (
    <Suspense>
      {overlay === 'switcher' && <Switcher onClose={close} />}
      {overlay === 'keys' && <KeysDialog onClose={close} />}
      {overlay !== 'switcher' && overlay !== 'keys' && <NewConversation kind={newKinds[overlay]} onClose={close} />}
    </Suspense>
  )
}
