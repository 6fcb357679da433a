import { z } from 'zod'
import { conversation } from './conversations.ts'
import { endpoint } from './endpoint.ts'
import { id } from './ids.ts'
import { limits } from './limits.ts'
import { message } from './messages.ts'
import { pageInput, pageOf } from './page.ts'
import { post } from './posts.ts'
import { projectEntry } from './project-files.ts'
import { searchable, userCard } from './users.ts'

/** What was found. Of a message, its conversation is told as its entry has it. */
export const searchItem = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('message'), message, conversationId: id }),
    z.object({ type: z.literal('person'), user: userCard }),
    z.object({ type: z.literal('conversation'), conversation }),
    z.object({
      type: z.literal('file'),
      entry: projectEntry,
      project: z.object({ id, name: z.string() }),
      /** Of the words in it, those around what was looked for; empty where they were found in its name alone. */
      excerpt: z.string(),
    }),
    z.object({ type: z.literal('post'), post }),
  ])
  .meta({ id: 'SearchItem' })

const day = z.union([z.iso.date(), z.iso.datetime({ offset: true })])

export const searchEndpoints = {
  'GET /api/search': endpoint({
    summary:
      'Messages (newest first), people, conversations, files of projects (by name and by the words in them) and posts (by caption and by what is said to be seen) that the caller may see. In q: words and parts of words, "phrases", from:name in:title before:2026-01-31 after: on: has:link has:post is:reply',
    session: 'required',
    input: z.strictObject({
      q: searchable.max(limits.searchMax).default(''),
      in: id.optional(),
      from: searchable.optional(),
      type: z.enum(['message', 'person', 'conversation', 'file', 'post']).optional(),
      before: day.optional(),
      after: day.optional(),
      ...pageInput,
    }),
    replies: {
      200: pageOf(searchItem)
        .extend({ terms: z.array(z.string()) })
        .meta({ id: 'SearchPage' }),
    },
    problems: ['unauthenticated'],
  }),
}

export type SearchItem = z.infer<typeof searchItem>
