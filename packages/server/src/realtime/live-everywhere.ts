import type { Live } from '../live.ts'
import type { Nodes } from '../nodes/nodes.ts'
import type { Presence } from './presence.ts'

/** `Live` of all nodes: whatever is asked of the sockets here is told to the others, who ask it of theirs. */
export function liveEverywhere(here: Live, nodes: Nodes, presence: Presence): Live {
  if (!nodes.areMany) return here
  return {
    ...here,
    toConversation: (audience, event, payload) => {
      here.toConversation(audience, event, payload)
      const { exceptUserIds, ...rest } = audience
      nodes.tell({
        say: 'to-conversation',
        audience: { ...rest, ...(exceptUserIds === undefined ? {} : { exceptUserIds: [...exceptUserIds] }) },
        event,
        payload: { ...payload },
      })
    },
    toUser: (userId, event, payload) => {
      here.toUser(userId, event, payload)
      // Most people are connected to no other node.
      const mayHear = !nodes.isSure || presence.isElsewhere(userId)
      if (mayHear) nodes.tell({ say: 'to-user', userId, event, payload: { ...payload } })
    },
    toEveryone: (event, payload) => {
      here.toEveryone(event, payload)
      nodes.tell({ say: 'to-everyone', event, payload: { ...payload } })
    },
    sightChanged: (userIds) => {
      here.sightChanged(userIds)
      nodes.tell({ say: 'sight-changed', userIds: [...userIds] })
    },
    cardChanged: (user) => {
      here.cardChanged(user)
      nodes.tell({ say: 'card-changed', user })
    },
    postChanged: (postId) => {
      here.postChanged(postId)
      nodes.tell({ say: 'post-changed', postId })
    },
    postGone: (postId, authorId) => {
      here.postGone(postId, authorId)
      nodes.tell({ say: 'post-gone', postId, authorId })
    },
    postSightChanged: (authorIds) => {
      here.postSightChanged(authorIds)
      nodes.tell({ say: 'post-sight-changed', authorIds: [...authorIds] })
    },
    admit: (userId, conversationId, visibleFrom) => {
      here.admit(userId, conversationId, visibleFrom)
      nodes.tell({ say: 'admit', userId, conversationId })
    },
    expel: (userId, conversationId) => {
      here.expel(userId, conversationId)
      nodes.tell({ say: 'expel', userId, conversationId })
    },
    endConversation: (conversationId) => {
      here.endConversation(conversationId)
      nodes.tell({ say: 'end-conversation', conversationId })
    },
    endSession: (sessionId) => {
      here.endSession(sessionId)
      nodes.tell({ say: 'end-session', sessionId })
    },
    endToken: (tokenId) => {
      here.endToken(tokenId)
      nodes.tell({ say: 'end-token', tokenId })
    },
    endUser: (userId) => {
      here.endUser(userId)
      nodes.tell({ say: 'end-user', userId })
    },
  }
}
