import { accountRoutes, credentialRoutes } from '../features/accounts/routes.ts'
import { administrationRoutes } from '../features/administration/routes.ts'
import { attachmentRoutes } from '../features/attachments/routes.ts'
import { circleRoutes } from '../features/circles/routes.ts'
import { conversationRoutes } from '../features/conversations/routes.ts'
import { draftRoutes } from '../features/drafts/routes.ts'
import { incomingFileRoutes } from '../features/incoming-files/routes.ts'
import { fileCommentRoutes } from '../features/file-comments/routes.ts'
import { fileShareRoutes } from '../features/file-shares/routes.ts'
import { joiningRoutes } from '../features/joining/routes.ts'
import { leavingRoutes } from '../features/leaving/routes.ts'
import { markRoutes, messageRoutes, previewRoutes } from '../features/messages/routes.ts'
import { notificationRoutes } from '../features/notifications/routes.ts'
import { placeRoutes } from '../features/place/routes.ts'
import { projectFileRoutes } from '../features/files/routes.ts'
import { projectNewsRoutes } from '../features/project-news/routes.ts'
import { projectRoutes } from '../features/projects/routes.ts'
import { feedRoutes } from '../features/feed/routes.ts'
import { postCommentRoutes } from '../features/post-comments/routes.ts'
import { postRoutes } from '../features/posts/routes.ts'
import { relationRoutes } from '../features/relations/routes.ts'
import { savedRoutes } from '../features/saved/routes.ts'
import { threadRoutes } from '../features/threads/routes.ts'
import { searchRoutes } from '../features/search/routes.ts'
import { reportRoutes } from '../features/reports/routes.ts'
import { securityRoutes } from '../features/security/routes.ts'
import { userRoutes } from '../features/users/routes.ts'

/** Every route of Kith, by `METHOD /path`. */
export const routes = {
  ...accountRoutes,
  ...credentialRoutes,
  ...securityRoutes,
  ...userRoutes,
  ...relationRoutes,
  ...conversationRoutes,
  ...messageRoutes,
  ...threadRoutes,
  ...circleRoutes,
  ...projectRoutes,
  ...projectFileRoutes,
  ...fileCommentRoutes,
  ...fileShareRoutes,
  ...projectNewsRoutes,
  ...postRoutes,
  ...feedRoutes,
  ...postCommentRoutes,
  ...draftRoutes,
  ...previewRoutes,
  ...attachmentRoutes,
  ...incomingFileRoutes,
  ...markRoutes,
  ...savedRoutes,
  ...notificationRoutes,
  ...searchRoutes,
  ...reportRoutes,
  ...placeRoutes,
  ...joiningRoutes,
  ...administrationRoutes,
  ...leavingRoutes,
}
