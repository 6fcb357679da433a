import { authEndpoints } from './auth.ts'
import { conversationEndpoints } from './conversations.ts'
import type { Endpoint, InputOf, ParsedOf, ReplyOf } from './endpoint.ts'
import { messageEndpoints } from './messages.ts'
import { userEndpoints } from './users.ts'

/** Every HTTP call of Kith, by `METHOD /path`. The server binds them all or refuses to start. */
export const endpoints = {
  ...authEndpoints,
  ...userEndpoints,
  ...conversationEndpoints,
  ...messageEndpoints,
} satisfies Record<string, Endpoint>

export type Endpoints = typeof endpoints
export type EndpointKey = keyof Endpoints
export type CallInput<K extends EndpointKey> = InputOf<Endpoints[K]>
export type CallParsed<K extends EndpointKey> = ParsedOf<Endpoints[K]>
export type CallReply<K extends EndpointKey> = ReplyOf<Endpoints[K]>
