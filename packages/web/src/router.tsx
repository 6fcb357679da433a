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
import { peopleSearch } from './live/people-address.ts'
import { returnAddress } from './live/return-address.ts'
import type { Return } from './live/return-address.ts'
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
const forgotPassword = createRoute({
  ...atTheDoor,
  path: '/forgot-password',
  component: lazyRouteComponent(() => import('./features/recovery/forgot-password-page.tsx'), 'ForgotPasswordPage'),
})
/** These come by mail: whoever is signed in already may open them too. */
const resetPassword = createRoute({
  getParentRoute: () => root,
  path: '/reset-password',
  component: lazyRouteComponent(() => import('./features/recovery/reset-password-page.tsx'), 'ResetPasswordPage'),
})
const verifyEmail = createRoute({
  getParentRoute: () => root,
  path: '/verify-email',
  component: lazyRouteComponent(() => import('./features/recovery/verify-email-page.tsx'), 'VerifyEmailPage'),
})
const signUp = createRoute({
  ...atTheDoor,
  path: '/sign-up',
  component: lazyRouteComponent(() => import('./features/joining/sign-up-page.tsx'), 'SignUpPage'),
})
const firstRun = createRoute({
  ...atTheDoor,
  path: '/begin',
  component: lazyRouteComponent(() => import('./features/joining/begin-page.tsx'), 'BeginPage'),
})
const JoinPage = lazyRouteComponent(() => import('./features/joining/join-page.tsx'), 'JoinPage')
const join = createRoute({
  getParentRoute: () => root,
  path: '/join/$code',
  beforeLoad: () => begin().catch(() => undefined),
  component: function Join() {
    const { code } = join.useParams()
    return <JoinPage key={code} code={code} />
  },
})

interface InConversation {
  /** The place of the message to show. */
  at?: number
  /** The thread beside it, by the message with which it begins; `at` is then a place in it. */
  thread?: string
  pane?: 'details'
}

function inConversation({ at, thread, pane }: Record<string, unknown>): InConversation {
  return {
    ...(typeof at === 'number' && Number.isSafeInteger(at) && at > 0 ? { at } : {}),
    ...(typeof thread === 'string' ? { thread } : {}),
    ...(pane === 'details' ? { pane } : {}),
  }
}

const chats = createRoute({ getParentRoute: () => inside, path: '/chats', component: ChatsPage })
const chat = createRoute({
  getParentRoute: () => chats,
  path: '$conversationId',
  validateSearch: inConversation,
})

const notifications = createRoute({
  getParentRoute: () => inside,
  path: '/notifications',
  component: lazyRouteComponent(() => import('./features/notifications/notifications-page.tsx'), 'NotificationsPage'),
})

const channels = createRoute({
  getParentRoute: () => inside,
  path: '/channels',
  component: lazyRouteComponent(() => import('./features/channels/channels.tsx'), 'ChannelsPage'),
})

const threads = createRoute({
  getParentRoute: () => inside,
  path: '/threads',
  component: lazyRouteComponent(() => import('./features/threads/threads-page.tsx'), 'ThreadsPage'),
})

const saved = createRoute({
  getParentRoute: () => inside,
  path: '/saved',
  component: lazyRouteComponent(() => import('./features/saved/saved-page.tsx'), 'SavedPage'),
})

const PeoplePage = lazyRouteComponent(() => import('./features/people/people.tsx'), 'PeoplePage')
const people = createRoute({
  getParentRoute: () => inside,
  path: '/people',
  validateSearch: peopleSearch,
  component: function People() {
    return <PeoplePage {...people.useSearch()} />
  },
})
const person = createRoute({
  getParentRoute: () => inside,
  path: '/people/$username',
  validateSearch: peopleSearch,
  component: function Person() {
    return <PeoplePage username={person.useParams().username} {...person.useSearch()} />
  },
})

interface Looking {
  q?: string
  in?: string
}

const lookingFor = (search: Record<string, unknown>): Looking => ({
  // A number in the address is a word like any other.
  ...(typeof search['q'] === 'string' || typeof search['q'] === 'number' ? { q: `${search['q']}`.slice(0, 100) } : {}),
  ...(typeof search['in'] === 'string' ? { in: search['in'] } : {}),
})

const SearchPage = lazyRouteComponent(() => import('./features/search/search.tsx'), 'SearchPage')
const search = createRoute({
  getParentRoute: () => inside,
  path: '/search',
  validateSearch: lookingFor,
  component: function Found() {
    const { q = '', in: inside = null } = search.useSearch()
    return <SearchPage key={inside} q={q} inside={inside} />
  },
})

const sections = [
  'profile',
  'privacy',
  'appearance',
  'notifications',
  'security',
  'devices',
  'tokens',
  'data',
  'keys',
  'invitations',
  'circles',
  'place',
  'members',
  'approvals',
] as const
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
    inside.addChildren([
      chats.addChildren([chat]),
      channels,
      notifications,
      people,
      person,
      saved,
      search,
      threads,
      settings,
      settingsSection,
    ]),
    forgotPassword,
    resetPassword,
    verifyEmail,
    firstRun,
    join,
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
