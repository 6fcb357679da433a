import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { ChatsPage } from './features/chats/chats.tsx'
import { BrokenPage, NotFoundPage, Shell } from './features/shell/shell.tsx'
import { client } from './live/client.ts'
import { begin } from './live/session.ts'

const root = createRootRoute({ component: Outlet })

/** Pages for those who are signed in; others come back after signing in. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: async ({ location }) => {
    await begin().catch(() => undefined)
    if (client.state.session === 'signed-out') {
      throw redirect({ to: '/sign-in', search: location.pathname === '/chats' ? {} : { to: location.href } })
    }
  },
  component: Shell,
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

/** Who is signed in already has no business at the door. */
async function goInside({ search }: { search: Return }): Promise<void> {
  await begin().catch(() => undefined)
  if (client.state.session === 'signed-in') throw redirect({ to: search.to ?? '/chats' })
}

const atTheDoor = { getParentRoute: () => root, validateSearch: returnAddress, beforeLoad: goInside }
const signIn = createRoute({
  ...atTheDoor,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('./features/sign-in/sign-in.tsx'), 'SignIn'),
})
const signUp = createRoute({
  ...atTheDoor,
  path: '/sign-up',
  component: lazyRouteComponent(() => import('./features/sign-in/sign-in.tsx'), 'SignUp'),
})

interface InConversation {
  /** The place of the message to show. */
  at?: number
  pane?: 'details'
}

function inConversation({ at, pane }: Record<string, unknown>): InConversation {
  return {
    ...(typeof at === 'number' && Number.isSafeInteger(at) && at > 0 ? { at } : {}),
    ...(pane === 'details' ? { pane } : {}),
  }
}

const chats = createRoute({ getParentRoute: () => inside, path: '/chats', component: ChatsPage })
const chat = createRoute({
  getParentRoute: () => chats,
  path: '$conversationId',
  validateSearch: inConversation,
})

const channels = createRoute({
  getParentRoute: () => inside,
  path: '/channels',
  component: lazyRouteComponent(() => import('./features/channels/channels.tsx'), 'ChannelsPage'),
})

const PeoplePage = lazyRouteComponent(() => import('./features/people/people.tsx'), 'PeoplePage')
const people = createRoute({ getParentRoute: () => inside, path: '/people', component: () => <PeoplePage /> })
const person = createRoute({
  getParentRoute: () => inside,
  path: '/people/$username',
  component: function Person() {
    return <PeoplePage username={person.useParams().username} />
  },
})

const sections = ['profile', 'appearance', 'devices', 'tokens', 'keys'] as const
const SettingsPage = lazyRouteComponent(() => import('./features/settings/settings.tsx'), 'SettingsPage')
const settings = createRoute({ getParentRoute: () => inside, path: '/settings', component: () => <SettingsPage /> })
const settingsSection = createRoute({
  getParentRoute: () => inside,
  path: '/settings/$section',
  component: function Section() {
    const { section } = settingsSection.useParams()
    const known = sections.find((each) => each === section)
    return known === undefined ? <NotFoundPage /> : <SettingsPage section={known} />
  },
})

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    signIn,
    signUp,
    inside.addChildren([chats.addChildren([chat]), channels, people, person, settings, settingsSection]),
  ]),
  defaultPreload: 'intent',
  defaultNotFoundComponent: NotFoundPage,
  defaultErrorComponent: BrokenPage,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
