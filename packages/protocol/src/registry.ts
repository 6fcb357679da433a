import { adminEndpoints } from './admin.ts'
import { authEndpoints } from './auth.ts'
import { circleEndpoints } from './circles.ts'
import { conversationEndpoints } from './conversations.ts'
import { credentialEndpoints } from './credentials.ts'
import { draftEndpoints } from './drafts.ts'
import type { Endpoint, InputOf, ParsedOf, ReplyOf } from './endpoint.ts'
import { fileCommentEndpoints } from './file-comments.ts'
import { incomingFileEndpoints } from './incoming-files.ts'
import { fileShareEndpoints } from './file-shares.ts'
import { inviteEndpoints } from './invites.ts'
import { leavingEndpoints } from './leaving.ts'
import { markEndpoints } from './marks.ts'
import { messageEndpoints } from './messages.ts'
import { notificationEndpoints } from './notifications.ts'
import { placeEndpoints } from './place.ts'
import { postCommentEndpoints } from './post-comments.ts'
import { postEndpoints } from './posts.ts'
import { previewEndpoints } from './previews.ts'
import { projectActivityEndpoints } from './project-activity.ts'
import { projectFileEndpoints } from './project-files.ts'
import { projectEndpoints } from './projects.ts'
import { relationEndpoints } from './relations.ts'
import { searchEndpoints } from './search.ts'
import { reportEndpoints } from './reports.ts'
import { securityEndpoints } from './security.ts'
import { threadEndpoints } from './threads.ts'
import { uploadEndpoints } from './uploads.ts'
import { userEndpoints } from './users.ts'

/** Every HTTP call of Kith, by `METHOD /path`. The server binds them all or refuses to start. */
export const endpoints = {
  ...authEndpoints,
  ...credentialEndpoints,
  ...securityEndpoints,
  ...userEndpoints,
  ...relationEndpoints,
  ...reportEndpoints,
  ...conversationEndpoints,
  ...messageEndpoints,
  ...threadEndpoints,
  ...circleEndpoints,
  ...projectEndpoints,
  ...projectFileEndpoints,
  ...fileCommentEndpoints,
  ...projectActivityEndpoints,
  ...fileShareEndpoints,
  ...postEndpoints,
  ...postCommentEndpoints,
  ...draftEndpoints,
  ...previewEndpoints,
  ...uploadEndpoints,
  ...incomingFileEndpoints,
  ...markEndpoints,
  ...notificationEndpoints,
  ...searchEndpoints,
  ...placeEndpoints,
  ...inviteEndpoints,
  ...adminEndpoints,
  ...leavingEndpoints,
} satisfies Record<string, Endpoint>

export type Endpoints = typeof endpoints
export type EndpointKey = keyof Endpoints
export type CallInput<K extends EndpointKey> = InputOf<Endpoints[K]>
export type CallParsed<K extends EndpointKey> = ParsedOf<Endpoints[K]>
export type CallReply<K extends EndpointKey> = ReplyOf<Endpoints[K]>
