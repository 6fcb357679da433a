import type { Message } from '@kith/protocol/messages.ts'
import type { Api } from './api.ts'
import { onCatchUp } from './catching-up.ts'
import { loadCircleNames, withCircle } from './circle-names.ts'
import type { KithSocket } from './connection.ts'
import { draftKey } from './drafts.ts'
import type { DraftKeeper } from './drafts.ts'
import { withCard, withRelation } from './people.ts'
import { deliveredApplied } from './receipts.ts'
import { withKey } from './state.ts'
import type { Store } from './store.ts'
import type { Sync } from './sync.ts'
import type { Threads } from './threads.ts'

/** Somebody who stopped writing without sending is forgotten after this. */
const TYPING_MS = 6_000

/** Brings what the server says into the state. */
export function listenTo(
  socket: KithSocket,
  { api, store, drafts, threads }: { api: Api; store: Store; drafts: DraftKeeper; threads: Threads },
  sync: Sync,
  arrived: (message: Message) => void,
): void {
  socket.on('message', (payload) => {
    sync.apply({ name: 'message', payload })
    arrived(payload)
  })
  socket.on('message_changed', (payload) => sync.apply({ name: 'message_changed', payload }))
  socket.on('member_changed', (payload) => {
    sync.apply({ name: 'member_changed', payload })
    threads.places.membersChanged(payload.conversationId)
  })
  socket.on('conversation_changed', (payload) => sync.apply({ name: 'conversation_changed', payload }))
  socket.on('rev_passed', (payload) => sync.apply({ name: 'rev_passed', payload }))
  socket.on('conversation', (entry) => sync.takeEntry(entry))
  socket.on('conversation_gone', ({ conversationId }) => sync.forget(conversationId))
  socket.on('read', (read) => sync.takeRead(read))
  socket.on('delivered', (delivered) => store.update((state) => deliveredApplied(state, delivered)))
  socket.on('thread_read', (read) => threads.places.hear(read))
  socket.on('read_all', (read) => threads.hearReadAll(read))
  socket.on('thread', (follow) => threads.hear(follow))
  socket.on('draft', (draft) => drafts.heard(draft))
  socket.on('approvals', ({ count }) => store.update((state) => ({ ...state, approvals: count })))
  socket.on('me', (me) => store.update((state) => ({ ...state, me })))
  socket.on('relation', (relation) => store.update((state) => withRelation(state, relation)))
  socket.on('user_changed', ({ user }) => store.update((state) => withCard(state, user)))
  socket.on('circle_changed', ({ circleId, name }) => store.update((state) => withCircle(state, circleId, name)))
  // Unheard, it is asked again with the next connection.
  onCatchUp(socket, () => void loadCircleNames(api, store).catch(() => undefined))
  socket.on('behind', ({ heads = {}, withinMs }) => {
    for (const [id, head] of Object.entries(heads)) setTimeout(() => sync.behind(id, head), Math.random() * withinMs)
  })
  socket.on('status', ({ user, state: presence, conversationId }) => {
    if (presence === 'joined' || presence === 'left') return
    store.update((state) => {
      // Of people nobody watches, what a conversation says in passing is not kept: it would never be taken back.
      if (conversationId !== undefined && !state.presence.has(user.id)) return state
      return { ...state, presence: withKey(state.presence, user.id, presence) }
    })
  })
  socket.on('presence', ({ states }) => {
    store.update((state) => ({ ...state, presence: new Map([...state.presence, ...Object.entries(states)]) }))
  })
  socket.on('typing', ({ conversationId, threadId, user }) => {
    const key = draftKey(conversationId, threadId)
    const until = Date.now() + TYPING_MS
    store.update((state) => {
      const others = (state.typing.get(key) ?? []).filter((typist) => typist.user.id !== user.id)
      return { ...state, typing: withKey(state.typing, key, [...others, { user, until }]) }
    })
    setTimeout(() => {
      store.update((state) => {
        const typists = state.typing.get(key)
        if (typists === undefined) return state
        const left = typists.filter((typist) => typist.until > Date.now())
        if (left.length === typists.length) return state
        return { ...state, typing: withKey(state.typing, key, left.length === 0 ? undefined : left) }
      })
    }, TYPING_MS + 50)
  })
}
