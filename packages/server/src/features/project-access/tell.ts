import type { ServerEventName, ServerEvents } from '@kith/protocol/sockets.ts'
import type { AppContext } from '../../context.ts'
import type { ProjectsTable } from '../../database/schema-projects.ts'

/** Tells all of a project, after the commit: those who are in its main conversation. */
export function tellProject<N extends ServerEventName>(
  ctx: AppContext,
  project: Pick<ProjectsTable, 'conversation_id'>,
  event: N,
  payload: ServerEvents[N],
): void {
  ctx.live.toConversation({ conversationId: project.conversation_id }, event, payload)
}
