import { z } from 'zod'
import { emoji } from './emoji.ts'
import { endpoint } from './endpoint.ts'
import { clientId, id, timestamp } from './ids.ts'
import { limits } from './limits.ts'
import { message } from './messages.ts'
import { pageInput, pageOf } from './page.ts'
import { userCard } from './users.ts'

export const reactor = z
  .object({ user: userCard, emoji: z.string(), createdAt: timestamp })
  .meta({ id: 'Reactor', description: 'Who reacted, with what' })

export const savedMessage = z.object({ message, savedAt: timestamp }).meta({ id: 'SavedMessage' })

/** Whether the caller keeps a message, by their own counter. */
export const saveState = z
  .object({ messageId: id, savedAt: timestamp.nullable(), personalRev: z.int() })
  .meta({ id: 'SaveState' })

export const formerBody = z
  .object({ body: z.string(), writtenAt: timestamp })
  .meta({ id: 'FormerBody', description: 'What a message said, and since when' })

const known = ['unauthenticated', 'not-found', 'not-durable'] as const
const ofMessage = z.strictObject({ messageId: id })

export const markEndpoints = {
  'PUT /api/messages/:messageId/reactions/:emoji': endpoint({
    summary: 'React with an emoji; having done so already changes nothing',
    session: 'required',
    input: z.strictObject({ messageId: id, emoji }),
    replies: { 200: message },
    problems: [...known, 'forbidden', 'not-accepting', 'already-deleted', 'validation-failed'],
  }),
  'DELETE /api/messages/:messageId/reactions/:emoji': endpoint({
    summary: 'Take a reaction back',
    session: 'required',
    input: z.strictObject({ messageId: id, emoji }),
    replies: { 200: message },
    problems: [...known, 'forbidden'],
  }),
  'GET /api/messages/:messageId/reactions': endpoint({
    summary: 'Who reacted, earliest first; `own` are the emoji of the caller',
    session: 'required',
    input: z.strictObject({ messageId: id, emoji: emoji.optional(), ...pageInput }),
    replies: { 200: pageOf(reactor).extend({ own: z.array(z.string()) }) },
    problems: ['unauthenticated', 'not-found'],
  }),
  'PUT /api/messages/:messageId/pin': endpoint({
    summary: `Pin a message for all; ${limits.pinsMax} at most in a conversation`,
    session: 'required',
    input: ofMessage,
    replies: { 200: message },
    problems: [...known, 'forbidden', 'already-deleted', 'validation-failed'],
  }),
  'DELETE /api/messages/:messageId/pin': endpoint({
    summary: 'Take a pin off',
    session: 'required',
    input: ofMessage,
    replies: { 200: message },
    problems: [...known, 'forbidden'],
  }),
  'GET /api/conversations/:conversationId/pins': endpoint({
    summary: 'What is pinned, newest pin first',
    session: 'required',
    input: z.strictObject({ conversationId: id, ...pageInput }),
    replies: { 200: pageOf(message).extend({ head: z.int() }) },
    problems: ['unauthenticated', 'not-found'],
  }),
  'PUT /api/messages/:messageId/save': endpoint({
    summary: `Keep a message for oneself; ${limits.savesMax} at most`,
    session: 'required',
    input: ofMessage,
    replies: { 200: saveState },
    problems: [...known, 'validation-failed'],
  }),
  'DELETE /api/messages/:messageId/save': endpoint({
    summary: 'Keep a message no longer',
    session: 'required',
    input: ofMessage,
    replies: { 200: saveState },
    problems: known,
  }),
  'GET /api/me/saved': endpoint({
    summary: 'What the caller keeps and may still see, newest first',
    session: 'required',
    input: z.strictObject({ ...pageInput }),
    replies: { 200: pageOf(savedMessage) },
    problems: ['unauthenticated'],
  }),
  'GET /api/me/saved/ids': endpoint({
    summary: 'The ids of all that the caller keeps',
    session: 'required',
    input: z.strictObject({}),
    replies: { 200: z.object({ ids: z.array(id), personalRev: z.int() }) },
    problems: ['unauthenticated'],
  }),
  'GET /api/messages/:messageId/history': endpoint({
    summary: 'What a message said before it was edited, earliest first; who may see it is a setting of the place',
    session: 'required',
    input: z.strictObject({ messageId: id, ...pageInput }),
    replies: { 200: pageOf(formerBody) },
    problems: ['unauthenticated', 'not-found', 'forbidden'],
  }),
  'POST /api/messages/:messageId/forward': endpoint({
    summary: 'Send the text of a message on; the same clientId again answers 200 with the first one',
    session: 'required',
    input: z.strictObject({ messageId: id, conversationId: id, clientId }),
    replies: { 201: message, 200: message },
    problems: [...known, 'not-accepting', 'client-id-reused'],
  }),
}

export type Reactor = z.infer<typeof reactor>
export type SavedMessage = z.infer<typeof savedMessage>
export type SaveState = z.infer<typeof saveState>
export type FormerBody = z.infer<typeof formerBody>
