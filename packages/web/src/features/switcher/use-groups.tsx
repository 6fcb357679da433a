import type { ChannelCard, Conversation } from '@kith/protocol/conversations.ts'
import type { Project } from '@kith/protocol/projects.ts'
import type { SearchItem } from '@kith/protocol/search.ts'
import type { UserCard } from '@kith/protocol/users.ts'
import { projectsInOrder } from '@kith/sdk/projects.ts'
import { useNavigate } from '@tanstack/react-router'
import { Search } from 'lucide-react'
import { Avatar } from '../../design/avatar.tsx'
import { ProjectFace } from '../../design/project-face.tsx'
import { client } from '../../live/client.ts'
import { ConversationFace } from '../../live/conversation-face.tsx'
import { listedAll } from '../../live/listing.ts'
import { nameOf, peerOf } from '../../live/naming.ts'
import { useProjects } from '../../live/projects.ts'
import { useKith } from '../../live/use-kith.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { TYPING_PAUSE_MS, useAnswer } from '../asking/asking.ts'
import { EntryIcon } from '../files/files.tsx'
import type { Entry, EntryGroup } from './entry.ts'
import { ranked } from './rank.ts'
import { useActions } from './use-actions.tsx'

const RECENT_MAX = 7
const FOUND_MAX = 6

type FoundFile = Extract<SearchItem, { type: 'file' }>

interface Found {
  people: readonly UserCard[]
  channels: readonly ChannelCard[]
  files: readonly FoundFile[]
}

/** All that answers `q`: what is here already at once, what the server knows when it has answered. */
export function useGroups(q: string): { groups: readonly EntryGroup[]; isAsking: boolean } {
  const { switcher: t } = useMoreWords()
  const conversations = useKith(listedAll)
  const myId = useKith((state) => state.me?.id ?? '')
  const actions = useActions()
  const own = useProjects()
  const navigate = useNavigate()
  const asked = useAnswer<Found>(
    q,
    async (signal) => {
      if (q === '') return { people: [], channels: [], files: [] }
      const [people, channels, files] = await Promise.all([
        // The server knows accents apart; by one word it finds more, and the rest is told apart here.
        client.searchPeople(q.split(/\s+/u)[0] ?? q, signal),
        client.api.call('GET /api/channels', { q, limit: 20 }, { signal }),
        client.api.call('GET /api/search', { q, type: 'file', limit: FOUND_MAX }, { signal }),
      ])
      return { people, channels: channels.items, files: files.items.filter((item) => item.type === 'file') }
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

  const projectEntry = ({ id: projectId, name, color, description }: Project): Entry => ({
    key: `project-${projectId}`,
    label: name,
    detail: description,
    picture: <ProjectFace name={name} color={color} size="sm" />,
    open: () => navigate({ to: '/projects/$projectId', params: { projectId } }),
  })

  const fileEntry = ({ entry, project }: FoundFile): Entry => ({
    key: `file-${entry.id}`,
    label: entry.name,
    detail: project.name,
    picture: <EntryIcon entry={entry} size="sm" />,
    open: () =>
      navigate({
        to: '/projects/$projectId/files/$entryId',
        params: { projectId: project.id, entryId: entry.id },
      }),
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
  const projects = ranked(projectsInOrder(own), q, ({ name }) => [name]).slice(0, FOUND_MAX)
  const shown = new Set(mine.flatMap((entry) => [entry.id, peerOf(entry, myId)?.id ?? '']))
  // The answer may still be that for fewer letters: what no longer fits is left out.
  const people = (asked.value?.people ?? []).filter(({ id }) => !shown.has(id)).map(personEntry)
  const channels = (asked.value?.channels ?? [])
    .filter(({ id }) => !client.state.conversations.has(id))
    .map(channelEntry)
  // What has it in its text alone is for the page of the search, which shows where.
  const files = ranked(asked.value?.files ?? [], q, ({ entry }) => [entry.name])
  return {
    isAsking: asked.isAsking,
    groups: [
      { key: 'conversations', label: t.conversations, entries: mine.map(entryOf) },
      { key: 'projects', label: t.projects, entries: projects.map(projectEntry) },
      { key: 'people', label: t.people, entries: ranked(people, q, labelsOf).slice(0, FOUND_MAX) },
      { key: 'channels', label: t.channels, entries: ranked(channels, q, labelsOf).slice(0, FOUND_MAX) },
      { key: 'files', label: t.files, entries: files.map(fileEntry) },
      { key: 'actions', label: t.actions, entries: [searchEntry(q), ...ranked(actions, q, labelsOf)] },
    ],
  }
}
