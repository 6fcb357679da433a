import { useNavigate } from '@tanstack/react-router'
import {
  Compass,
  FolderKanban,
  Hash,
  Keyboard,
  MessageCircle,
  MessagesSquare,
  Moon,
  Palette,
  Search,
  Sun,
  UserRound,
  Users,
  UsersRound,
} from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import { showOverlay } from '../../live/overlay.ts'
import { preferences } from '../../live/preferences.ts'
import { useMoreWords } from '../../words/more-words.ts'
import type { Entry } from './entry.ts'

/** What can be done from anywhere. */
export function useActions(): Entry[] {
  const { switcher: t } = useMoreWords()
  const navigate = useNavigate()
  const action = (key: string, label: string, Icon: LucideIcon, open: Entry['open']): Entry => ({
    key: `action-${key}`,
    label,
    picture: (
      <span className="flex size-7 items-center justify-center rounded-full bg-pressed text-muted">
        <Icon aria-hidden="true" className="size-4" />
      </span>
    ),
    isInstant: true,
    open,
  })
  return [
    action('new-direct', t.newMessage, MessageCircle, () => showOverlay('new-direct')),
    action('new-group', t.newGroup, Users, () => showOverlay('new-group')),
    action('new-channel', t.newChannel, Hash, () => showOverlay('new-channel')),
    action('projects', t.allProjects, FolderKanban, () => navigate({ to: '/projects' })),
    action('channels', t.allChannels, Compass, () => navigate({ to: '/channels' })),
    action('threads', t.threads, MessagesSquare, () => navigate({ to: '/threads' })),
    action('search', t.search, Search, () => navigate({ to: '/search' })),
    action('people', t.allPeople, UsersRound, () => navigate({ to: '/people' })),
    action('profile', t.profile, UserRound, () =>
      navigate({ to: '/settings/$section', params: { section: 'profile' } }),
    ),
    action('appearance', t.appearance, Palette, () =>
      navigate({ to: '/settings/$section', params: { section: 'appearance' } }),
    ),
    action('light', t.light, Sun, () => preferences.set({ theme: 'light' })),
    action('dark', t.dark, Moon, () => preferences.set({ theme: 'dark' })),
    action('keys', t.keys, Keyboard, () => showOverlay('keys')),
  ]
}
