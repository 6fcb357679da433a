import type { Conversation, NotifySetting } from '@kith/protocol/conversations.ts'
import type { MenuEntry } from '../../design/menu-entries.tsx'
import { client } from '../../live/client.ts'
import { isMuted } from '../../live/listing.ts'
import { exactTime } from '../../words/dates.ts'
import type { Words } from '../../words/words.ts'

const HOUR_MS = 60 * 60_000
/** As far as a date can be written. */
const FOR_EVER = '9999-12-31T00:00:00.000Z'

const levels = ['all', 'mentions', 'nothing'] as const

/** What a menu offers of how loud a conversation is: of what one is told, and silence for a while. */
export function notifyEntries(
  entry: Conversation,
  { notify: t }: Words['chats'],
  report: (title: string, error: unknown) => void,
): MenuEntry[] {
  const set = (change: Partial<NotifySetting>): void => {
    client.api
      .call('PUT /api/conversations/:conversationId/notify', { conversationId: entry.id, ...change })
      .catch((error: unknown) => report(t.notChanged, error))
  }
  const mute = (label: string, until: string): MenuEntry => ({
    kind: 'action',
    label,
    onSelect: () => set({ mutedUntil: until }),
  })
  const { level, mutedUntil } = entry.notify
  const silence: MenuEntry = isMuted(mutedUntil)
    ? {
        kind: 'action',
        label: mutedUntil === FOR_EVER || mutedUntil === null ? t.unmute : t.unmuteUntil(exactTime(mutedUntil)),
        onSelect: () => set({ mutedUntil: null }),
      }
    : {
        kind: 'submenu',
        label: t.mute,
        entries: [
          mute(t.mutes.hour, inMs(HOUR_MS)),
          mute(t.mutes.eight, inMs(8 * HOUR_MS)),
          mute(t.mutes.tomorrow, tomorrowMorning()),
          mute(t.mutes.week, inMs(7 * 24 * HOUR_MS)),
          mute(t.mutes.ever, FOR_EVER),
        ],
      }
  return [
    { kind: 'title', label: t.title },
    {
      kind: 'choice',
      label: t.title,
      value: level,
      options: levels.map((value) => ({ value, label: t.levels[value] })),
      onChange: (value) => {
        const chosen = levels.find((each) => each === value)
        if (chosen !== undefined) set({ level: chosen })
      },
    },
    { kind: 'line' },
    silence,
  ]
}

const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString()

function tomorrowMorning(): string {
  const morning = new Date()
  morning.setDate(morning.getDate() + 1)
  morning.setHours(8, 0, 0, 0)
  return morning.toISOString()
}
