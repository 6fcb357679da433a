import { systemEvent } from '@kith/protocol/messages.ts'
import type { SystemEvent } from '@kith/protocol/messages.ts'
import type { UserCard } from '@kith/protocol/users.ts'
import { z } from 'zod'

/*
 * An announcement is kept with the ids of the people and files that it names, and given their cards and names when it
 * is read: a name that goes is then gone everywhere.
 */

const stored = z.looseObject({
  userId: z.string().optional(),
  userIds: z.array(z.string()).optional(),
  fileIds: z.array(z.string()).optional(),
})

export function storedForm(event: SystemEvent): string {
  if ('users' in event) {
    const { users, ...rest } = event
    return JSON.stringify({ ...rest, userIds: users.map(({ id }) => id) })
  }
  if ('user' in event) {
    const { user, ...rest } = event
    return JSON.stringify({ ...rest, userId: user.id })
  }
  if ('files' in event) {
    const { files, ...rest } = event
    return JSON.stringify({ ...rest, fileIds: files.map(({ id }) => id) })
  }
  return JSON.stringify(event)
}

/** Which files a stored announcement names. */
export function filesIn(json: string): string[] {
  return stored.parse(JSON.parse(json)).fileIds ?? []
}

/** Whom a stored announcement names. */
export function namedIn(json: string): string[] {
  const { userId, userIds } = stored.parse(JSON.parse(json))
  return [...(userIds ?? []), ...(userId === undefined ? [] : [userId])]
}

/** `names` by id; those that are not in it are gone. */
export function eventOf(
  json: string,
  cardOf: (id: string) => UserCard,
  names: ReadonlyMap<string, string>,
): SystemEvent {
  const { userId, userIds, fileIds, ...rest } = stored.parse(JSON.parse(json))
  return systemEvent.parse({
    ...rest,
    ...(userId === undefined ? {} : { user: cardOf(userId) }),
    ...(userIds === undefined ? {} : { users: userIds.map((id) => cardOf(id)) }),
    ...(fileIds === undefined ? {} : { files: fileIds.flatMap((id) => fileNamed(id, names.get(id))) }),
  })
}

function fileNamed(id: string, name: string | undefined): { id: string; name: string }[] {
  return name === undefined ? [] : [{ id, name }]
}
