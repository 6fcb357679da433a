import { createRootRoute, createRoute, createRouter, Outlet, redirect } from '@tanstack/react-router'
import { ChatsPage } from './features/chats/chats.tsx'
import { SignInPage } from './features/sign-in/sign-in.tsx'
import { client } from './live/client.ts'
import { begin } from './live/session.ts'

const root = createRootRoute({ component: Outlet })

/** Pages for those who are signed in; others come back after signing in. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: async ({ location }) => {
    await begin().catch(() => undefined)
    if (client.state.session === 'signed-out') throw redirect({ to: '/sign-in', search: { to: location.href } })
  },
  component: Outlet,
})

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/chats' })
  },
})

interface Return {
  to?: string
}

const returnAddress = (search: Record<string, unknown>): Return =>
  // An address of this place only: "//elsewhere" would leave it.
  typeof search['to'] === 'string' && /^\/(?![/\\])/.test(search['to']) ? { to: search['to'] } : {}

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: returnAddress,
  component: () => <SignInPage isNew={false} />,
})

const signUp = createRoute({
  getParentRoute: () => root,
  path: '/sign-up',
  validateSearch: returnAddress,
  component: () => <SignInPage isNew />,
})

const chats = createRoute({ getParentRoute: () => inside, path: '/chats', component: () => <ChatsPage /> })

const chat = createRoute({
  getParentRoute: () => inside,
  path: '/chats/$conversationId',
  component: function Chat() {
    return <ChatsPage conversationId={chat.useParams().conversationId} />
  },
})

export const router = createRouter({
  routeTree: root.addChildren([home, signIn, signUp, inside.addChildren([chats, chat])]),
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
