import type { ServerEventName } from '@kith/protocol/sockets.ts'
import type { Live } from '../live.ts'
import type { Ears, Nodes, PersonThere, Said } from '../nodes/nodes.ts'
import type { Admissions } from './admissions.ts'
import type { Murmurs } from './murmurs.ts'
import type { Presence } from './presence.ts'
import type { Sweeper } from './sweeper.ts'

/** People in one part of what a node repeats whole. */
const PART = 200

interface Hearing {
  here: Live
  nodes: Nodes
  admissions: Admissions
  presence: Presence
  murmurs: Murmurs
  sweeper: Sweeper
  /** What was taken elsewhere of limits on rates. */
  took: (takes: Extract<Said, { say: 'took' }>['takes']) => void
}

/** Carries out here what the other nodes tell. */
export function earsOf(hearing: Hearing): Ears {
  const { nodes, presence, sweeper } = hearing
  /** By node that repeats who is connected to it: those that it has not named yet. */
  const unnamed = new Map<string, Set<string>>()
  return {
    heard: (nodeId, said) => {
      if (said.say === 'here') hearHere(hearing, unnamed, nodeId, said)
      else if (said.say === 'gone') presence.wentThere(nodeId, said.userIds)
      else hear(hearing, said)
    },
    met: () => undefined,
    lost: (nodeId) => {
      unnamed.delete(nodeId)
      presence.lostNode(nodeId)
    },
    asked: () => {
      const people = presence.peopleHere()
      const parts = Math.max(1, Math.ceil(people.length / PART))
      for (let part = 0; part < parts; part++) {
        const some = people.slice(part * PART, (part + 1) * PART)
        nodes.tell({ say: 'here', people: some, whole: { isFirst: part === 0, isLast: part === parts - 1 } })
      }
    },
    missed: () => sweeper.missed(),
  }
}

function hearHere(
  { nodes, presence }: Hearing,
  unnamed: Map<string, Set<string>>,
  nodeId: string,
  { people, whole }: { people: PersonThere[]; whole?: { isFirst: boolean; isLast: boolean } | undefined },
): void {
  presence.thereIs(nodeId, people)
  if (whole?.isFirst === true) unnamed.set(nodeId, new Set(presence.peopleAt(nodeId)))
  const left = unnamed.get(nodeId)
  if (left === undefined) return
  for (const { user } of people) left.delete(user.id)
  if (whole?.isLast !== true) return
  unnamed.delete(nodeId)
  presence.wentThere(nodeId, [...left])
  nodes.isWhole(nodeId)
}

function hear(
  { here, admissions, presence, murmurs, took }: Hearing,
  said: Exclude<Said, { say: 'here' } | { say: 'gone' }>,
): void {
  switch (said.say) {
    case 'to-conversation': {
      const { conversationId, seq, rev, exceptUserIds } = said.audience
      const audience = {
        conversationId,
        ...(seq === undefined ? {} : { seq }),
        ...(rev === undefined ? {} : { rev }),
        ...(exceptUserIds === undefined ? {} : { exceptUserIds }),
      }
      here.toConversation(audience, said.event as ServerEventName, said.payload as never)
      break
    }
    case 'to-user':
      here.toUser(said.userId, said.event as ServerEventName, said.payload as never)
      break
    case 'to-everyone':
      here.toEveryone(said.event as ServerEventName, said.payload as never)
      break
    case 'sight-changed':
      here.sightChanged(said.userIds)
      break
    case 'card-changed':
      here.cardChanged(said.user)
      break
    case 'post-changed':
      here.postChanged(said.postId)
      break
    case 'post-gone':
      here.postGone(said.postId, said.authorId)
      break
    case 'post-sight-changed':
      here.postSightChanged(said.authorIds)
      break
    case 'admit':
      admissions.heard(said.userId, said.conversationId, false)
      break
    case 'expel':
      admissions.heard(said.userId, said.conversationId, true)
      break
    case 'end-conversation':
      here.endConversation(said.conversationId)
      break
    case 'end-session':
      here.endSession(said.sessionId)
      break
    case 'end-token':
      here.endToken(said.tokenId)
      break
    case 'end-user':
      here.endUser(said.userId)
      break
    // Of somebody of whom it is not known here to whom they show themselves, nobody is told anything.
    case 'typing':
      if (presence.sightOf(said.user.id) !== undefined) murmurs.typing(placeOf(said), said.user)
      break
    case 'looks-in':
      if (presence.sightOf(said.user.id) !== undefined) murmurs.joined(said.conversationId, said.user, said.isCrowd)
      break
    case 'took':
      took(said.takes)
      break
  }
}

function placeOf({ conversationId, thread }: Extract<Said, { say: 'typing' }>) {
  return { conversationId, ...(thread === undefined ? {} : { thread }) }
}
