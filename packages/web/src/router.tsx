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
import { feedSearch } from './live/feed-address.ts'
import type { FilesSearch } from './live/files-address.ts'
import { peopleSearch } from './live/people-address.ts'
import { projectsSearch } from './live/projects-address.ts'
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

interface InChats {
  /** Only the conversations of this project are listed. */
  project?: string | undefined
}

/** The list stays narrowed down wherever one goes in it; `project: undefined` widens it again. */
const chats = createRoute({
  getParentRoute: () => inside,
  path: '/chats',
  validateSearch: (search: Record<string, unknown>): InChats =>
    typeof search['project'] === 'string' ? { project: search['project'] } : {},
  search: {
    middlewares: [
      ({ search, next }) => {
        const wanted = next(search)
        return 'project' in wanted || search.project === undefined ? wanted : { ...wanted, project: search.project }
      },
    ],
  },
  component: ChatsPage,
})
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

const FeedPage = lazyRouteComponent(() => import('./features/feed/feed-page.tsx'), 'FeedPage')
const feed = createRoute({
  getParentRoute: () => inside,
  path: '/feed',
  validateSearch: feedSearch,
  component: function Feed() {
    return <FeedPage {...feed.useSearch()} />
  },
})
const savedPosts = createRoute({
  getParentRoute: () => inside,
  path: '/feed/saved',
  component: lazyRouteComponent(() => import('./features/feed/saved-posts-page.tsx'), 'SavedPostsPage'),
})
const TagPage = lazyRouteComponent(() => import('./features/feed/tag-page.tsx'), 'TagPage')
const tag = createRoute({
  getParentRoute: () => inside,
  path: '/tags/$tag',
  component: function Tag() {
    const { tag: name } = tag.useParams()
    return <TagPage key={name} tag={name} />
  },
})
const PostPage = lazyRouteComponent(() => import('./features/posts/post-page.tsx'), 'PostPage')
const post = createRoute({
  getParentRoute: () => inside,
  path: '/posts/$postId',
  component: function Post() {
    const { postId } = post.useParams()
    return <PostPage key={postId} postId={postId} />
  },
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

const ProjectsPage = lazyRouteComponent(() => import('./features/projects/projects-page.tsx'), 'ProjectsPage')
const projects = createRoute({
  getParentRoute: () => inside,
  path: '/projects',
  validateSearch: projectsSearch,
  component: function Projects() {
    return <ProjectsPage {...projects.useSearch()} />
  },
})
const ProjectLinkPage = lazyRouteComponent(() => import('./features/projects/joining-page.tsx'), 'JoiningPage')
const projectLink = createRoute({
  getParentRoute: () => inside,
  path: '/projects/join/$code',
  component: function ProjectLink() {
    const { code } = projectLink.useParams()
    return <ProjectLinkPage key={code} code={code} />
  },
})
const ProjectPage = lazyRouteComponent(() => import('./features/projects/project-page.tsx'), 'ProjectPage')
const project = createRoute({
  getParentRoute: () => inside,
  path: '/projects/$projectId',
  component: function Project() {
    const { projectId } = project.useParams()
    return <ProjectPage key={projectId} projectId={projectId} />
  },
})
const inProject = { getParentRoute: () => project }
const FilesPage = lazyRouteComponent(() => import('./features/projects/files-page.tsx'), 'FilesPage')
/** One page for folders and files: what lies under a file that is looked at stays as it is. */
const files = createRoute({
  ...inProject,
  path: '/files',
  // The page reads it: what it may say is not for the first load.
  validateSearch: (search: Record<string, unknown>): FilesSearch => search,
  component: () => <FilesPage />,
})
const entry = createRoute({ getParentRoute: () => files, path: '$entryId' })
const projectParts = [
  createRoute({
    ...inProject,
    path: '/',
    component: lazyRouteComponent(() => import('./features/projects/overview-page.tsx'), 'OverviewPage'),
  }),
  files.addChildren([entry]),
  createRoute({
    ...inProject,
    path: '/conversations',
    component: lazyRouteComponent(() => import('./features/projects/conversations-page.tsx'), 'ConversationsPage'),
  }),
  createRoute({
    ...inProject,
    path: '/people',
    component: lazyRouteComponent(() => import('./features/projects/people-page.tsx'), 'PeoplePage'),
  }),
  createRoute({
    ...inProject,
    path: '/settings',
    component: lazyRouteComponent(() => import('./features/projects/settings-page.tsx'), 'SettingsPage'),
  }),
] as const

interface Looking {
  q?: string
  in?: string
  type?: 'file'
}

const lookingFor = (search: Record<string, unknown>): Looking => ({
  // A number in the address is a word like any other.
  ...(typeof search['q'] === 'string' || typeof search['q'] === 'number' ? { q: `${search['q']}`.slice(0, 100) } : {}),
  ...(typeof search['in'] === 'string' ? { in: search['in'] } : {}),
  ...(search['type'] === 'file' ? { type: 'file' } : {}),
})

const SearchPage = lazyRouteComponent(() => import('./features/search/search.tsx'), 'SearchPage')
const search = createRoute({
  getParentRoute: () => inside,
  path: '/search',
  validateSearch: lookingFor,
  component: function Found() {
    const { q = '', in: inside = null, type } = search.useSearch()
    return <SearchPage key={inside} q={q} inside={inside} isOfFiles={type === 'file'} />
  },
})

const sections = [
  'profile',
  'privacy',
  'hidden-words',
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
      feed,
      savedPosts,
      tag,
      post,
      notifications,
      people,
      person,
      projects,
      projectLink,
      project.addChildren(projectParts),
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
