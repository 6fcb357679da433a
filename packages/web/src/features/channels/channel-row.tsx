import type { ChannelCard } from '@kith/protocol/conversations.ts'
import { useNavigate } from '@tanstack/react-router'
import { Check } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { Button } from '../../design/button.tsx'
import { client } from '../../live/client.ts'
import { ConversationFace } from '../../live/conversation-face.tsx'
import { useKith } from '../../live/use-kith.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'

/** One channel of the directory, with what one may do about it. */
export function ChannelRow({ channel }: { channel: ChannelCard }) {
  const id = useId()
  const { channels: t } = useMoreWords()
  const navigate = useNavigate()
  const report = useReport()
  const [busy, setBusy] = useState<'joining' | 'leaving' | null>(null)
  const main = useRef<HTMLButtonElement>(null)
  const entry = useKith((state) => state.conversations.get(channel.id))
  const isListLoaded = useKith((state) => state.isListLoaded)
  const isMember = entry !== undefined || (channel.isMember && !isListLoaded)
  // The card is as old as the page; one's own coming and going is counted at once.
  const memberCount = entry?.memberCount ?? channel.memberCount - (channel.isMember && !isMember ? 1 : 0)

  async function join(): Promise<void> {
    setBusy('joining')
    await client.joinChannel(channel.id).catch((error: unknown) => report(t.notJoined, error))
    setBusy(null)
  }

  async function leave(): Promise<void> {
    setBusy('leaving')
    // The button goes with the membership: whoever pressed it goes on from the one beside it.
    main.current?.focus()
    await client.leave(channel.id).catch((error: unknown) => report(t.notLeft, error))
    setBusy(null)
  }

  const open = (): void => void navigate({ to: '/chats/$conversationId', params: { conversationId: channel.id } })

  return (
    <li aria-labelledby={`${id}-title`} className="flex items-center gap-3 py-3.5">
      <span className="self-start sm:self-center">
        <ConversationFace entry={{ ...channel, kind: 'channel', members: [] }} myId="" size="lg" />
      </span>
      <div className="flex min-w-0 grow flex-col gap-x-4 gap-y-2.5 sm:flex-row sm:items-center">
        <div className="min-w-0 grow">
          <h2 id={`${id}-title`} className="text-base font-semibold">
            <bdi>{entry?.title ?? channel.title}</bdi>
          </h2>
          <p dir="auto" className="line-clamp-2 text-pretty text-muted">
            {channel.topic === '' ? t.noTopic : channel.topic}
          </p>
          <p className="mt-0.5 flex flex-wrap items-center gap-x-2 text-sm text-muted">
            {t.members(memberCount)}
            {isMember && (
              <span className="inline-flex items-center gap-1 font-medium text-positive-text">
                <Check aria-hidden="true" className="size-3.5" strokeWidth={2.5} />
                {channel.isLobby ? t.lobby : t.joined}
              </span>
            )}
          </p>
        </div>
        <div className="flex shrink-0 flex-row-reverse justify-end gap-2 sm:flex-row">
          {isMember && !channel.isLobby && (
            <Button
              variant="ghost"
              size="sm"
              className="pointer-coarse:h-11"
              isLoading={busy === 'leaving'}
              onClick={() => void leave()}
              aria-describedby={`${id}-title`}
            >
              {t.leave}
            </Button>
          )}
          <Button
            ref={main}
            size="sm"
            className="min-w-20 pointer-coarse:h-11"
            variant={isMember ? 'secondary' : 'primary'}
            isLoading={busy === 'joining'}
            onClick={isMember ? open : () => void join()}
            aria-describedby={`${id}-title`}
          >
            {isMember ? t.open : t.join}
          </Button>
        </div>
      </div>
    </li>
  )
}
