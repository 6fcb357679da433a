import { systemEvent } from '@kith/protocol/messages.ts'
import type { SystemEvent } from '@kith/protocol/messages.ts'
import type { UserCard } from '@kith/protocol/users.ts'
import { z } from 'zod'

/*
 * An announcement is kept with the ids of those whom it names, and given their cards when it is read: a name that goes
 * is then gone everywhere.
 */

const stored = z.looseObject({ userId: z.string().optional(), userIds: z.array(z.string()).optional() })

export function storedForm(event: SystemEvent): string {
  if ('users' in event) {
    const { users, ...rest } = event
    return JSON.stringify({ ...rest, userIds: users.map(({ id }) => id) })
  }
  if ('user' in event) {
    const { user, ...rest } = event
    return JSON.stringify({ ...rest, userId: user.id })
  }
  return JSON.stringify(event)
}

/** Whom a stored announcement names. */
export function namedIn(json: string): string[] {
  const { userId, userIds } = stored.parse(JSON.parse(json))
  return [...(userIds ?? []), ...(userId === undefined ? [] : [userId])]
}

export function eventOf(json: string, cardOf: (id: string) => UserCard): SystemEvent {
  const { userId, userIds, ...rest } = stored.parse(JSON.parse(json))
  return systemEvent.parse({
    ...rest,
    ...(userId === undefined ? {} : { user: cardOf(userId) }),
    ...(userIds === undefined ? {} : { users: userIds.map((id) => cardOf(id)) }),
  })
}
