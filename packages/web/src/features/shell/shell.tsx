import { Outlet, useLocation, useNavigate, useParams } from '@tanstack/react-router'
import { Suspense, useEffect } from 'react'
import { showToast } from '../../design/toast.ts'
import { drawAttention } from '../../live/attention.ts'
import { isSigningOut } from '../../live/session.ts'
import { useKith } from '../../live/use-kith.ts'
import { useWords } from '../../words/words.ts'
import { Signals } from '../notifications/notifications.tsx'
import { BottomBar } from './bottom-bar.tsx'
import { ConnectionBanner } from './connection-banner.tsx'
import { Overlays } from './overlays.tsx'
import { Rail } from './rail.tsx'
import { Unreachable } from './states.tsx'
import { useGlobalKeys } from './use-global-keys.ts'

export { BrokenPage, NotFoundPage } from './states.tsx'

/** What surrounds every page of who is signed in. */
export function Shell() {
  const { shell: t } = useWords()
  const session = useKith((state) => state.session)
  const { conversationId } = useParams({ strict: false })
  useGlobalKeys()
  useEffect(drawAttention, [])
  useLeavingWhenSignedOut()

  if (session === 'unknown') return <Unreachable />
  return (
    <div className="flex h-dvh flex-col md:flex-row">
      <a
        href="#content"
        className="sr-only z-50 rounded-sm bg-ink px-3 py-2 text-on-ink focus:not-sr-only focus:absolute focus:start-2 focus:top-2"
      >
        {t.skip}
      </a>
      <Rail />
      <div id="content" tabIndex={-1} className="flex min-h-0 min-w-0 grow flex-col outline-none">
        <ConnectionBanner />
        <Suspense>
          <Outlet />
        </Suspense>
      </div>
      {conversationId === undefined && <BottomBar />}
      <Overlays />
      <Signals />
    </div>
  )
}

/** The session may be ended from another device at any moment. */
function useLeavingWhenSignedOut(): void {
  const { shell: t } = useWords()
  const isOut = useKith((state) => state.session === 'signed-out')
  const navigate = useNavigate()
  const { href } = useLocation()

  useEffect(() => {
    if (!isOut) return
    if (isSigningOut()) {
      void navigate({ to: '/sign-in' })
      return
    }
    showToast({ id: 'signed-out', title: t.signedOut, text: t.signedOutText, durationMs: 10_000 })
    void navigate({ to: '/sign-in', search: { to: href } })
    // Only the moment of leaving counts, not where the page goes afterwards.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [isOut])
}
