import { accountRoutes } from '../features/accounts/routes.ts'
import { conversationRoutes } from '../features/conversations/routes.ts'
import { messageRoutes } from '../features/messages/routes.ts'
import { userRoutes } from '../features/users/routes.ts'

/** Every route of Kith, by `METHOD /path`. */
export const routes = { ...accountRoutes, ...userRoutes, ...conversationRoutes, ...messageRoutes }
