import type { ChannelCard, Conversation } from '@kith/protocol/conversations.ts'
import type { UserCard } from '@kith/protocol/users.ts'
import { useNavigate } from '@tanstack/react-router'
import { Search } from 'lucide-react'
import { Avatar } from '../../design/avatar.tsx'
import { client } from '../../live/client.ts'
import { ConversationFace } from '../../live/conversation-face.tsx'
import { listedAll } from '../../live/listing.ts'
import { nameOf, peerOf } from '../../live/naming.ts'
import { useKith } from '../../live/use-kith.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { TYPING_PAUSE_MS, useAnswer } from '../asking/asking.ts'
import type { Entry, EntryGroup } from './entry.ts'
import { ranked } from './rank.ts'
import { useActions } from './use-actions.tsx'

const RECENT_MAX = 7
const FOUND_MAX = 6

interface Found {
  people: readonly UserCard[]
  channels: readonly ChannelCard[]
}

/** All that answers `q`: what is here already at once, what the server knows when it has answered. */
export function useGroups(q: string): { groups: readonly EntryGroup[]; isAsking: boolean } {
  const { switcher: t } = useMoreWords()
  const conversations = useKith(listedAll)
  const myId = useKith((state) => state.me?.id ?? '')
  const actions = useActions()
  const navigate = useNavigate()
  const asked = useAnswer<Found>(
    q,
    async (signal) => {
      if (q === '') return { people: [], channels: [] }
      const [people, channels] = await Promise.all([
        // The server knows accents apart; by one word it finds more, and the rest is told apart here.
        client.searchPeople(q.split(/\s+/u)[0] ?? q, signal),
        client.api.call('GET /api/channels', { q, limit: 20 }, { signal }),
      ])
      return { people, channels: channels.items }
    },
    TYPING_PAUSE_MS,
  )

  const goTo = (conversationId: string): Promise<void> =>
    navigate({ to: '/chats/$conversationId', params: { conversationId } })

  function entryOf(entry: Conversation): Entry {
    const peer = peerOf(entry, myId)
    return {
      key: `conversation-${entry.id}`,
      label: nameOf(entry, myId),
      detail: peer === null ? entry.topic : `@${peer.username}`,
      picture: <ConversationFace entry={entry} myId={myId} size="sm" />,
      open: () => goTo(entry.id),
    }
  }

  const personEntry = (person: UserCard): Entry => ({
    key: `person-${person.id}`,
    label: person.displayName,
    detail: `@${person.username}`,
    picture: <Avatar id={person.id} name={person.displayName} src={person.avatarUrl} size="sm" />,
    open: async () => goTo((await client.directWith(person.id)).id),
  })

  const channelEntry = (channel: ChannelCard): Entry => ({
    key: `channel-${channel.id}`,
    label: channel.title,
    detail: channel.topic,
    picture: <ConversationFace entry={{ ...channel, kind: 'channel', members: [] }} myId={myId} size="sm" />,
    verb: t.join,
    open: async () => goTo((await client.joinChannel(channel.id)).id),
  })

  const searchEntry = (text: string): Entry => ({
    key: 'search',
    label: t.searchFor(text),
    picture: (
      <span className="flex size-7 items-center justify-center rounded-full bg-pressed text-muted">
        <Search aria-hidden="true" className="size-4" />
      </span>
    ),
    isInstant: true,
    open: () => navigate({ to: '/search', search: { q: text } }),
  })

  if (q === '') {
    return {
      isAsking: false,
      groups: [
        { key: 'recent', label: t.recent, entries: conversations.slice(0, RECENT_MAX).map(entryOf) },
        { key: 'actions', label: t.actions, entries: actions },
      ],
    }
  }
  const labelsOf = ({ label, detail = '' }: Entry): string[] => [label, detail.replace(/^@/, '')]
  const mine = ranked(conversations, q, (entry) => {
    const peer = peerOf(entry, myId)
    return [nameOf(entry, myId), peer === null ? '' : peer.username]
  }).slice(0, FOUND_MAX)
  const shown = new Set(mine.flatMap((entry) => [entry.id, peerOf(entry, myId)?.id ?? '']))
  // The answer may still be that for fewer letters: what no longer fits is left out.
  const people = (asked.value?.people ?? []).filter(({ id }) => !shown.has(id)).map(personEntry)
  const channels = (asked.value?.channels ?? [])
    .filter(({ id }) => !client.state.conversations.has(id))
    .map(channelEntry)
  return {
    isAsking: asked.isAsking,
    groups: [
      { key: 'conversations', label: t.conversations, entries: mine.map(entryOf) },
      { key: 'people', label: t.people, entries: ranked(people, q, labelsOf).slice(0, FOUND_MAX) },
      { key: 'channels', label: t.channels, entries: ranked(channels, q, labelsOf).slice(0, FOUND_MAX) },
      { key: 'actions', label: t.actions, entries: [searchEntry(q), ...ranked(actions, q, labelsOf)] },
    ],
  }
}
