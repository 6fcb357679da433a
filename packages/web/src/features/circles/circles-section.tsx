import type { Circle, CircleWithMembers } from '@kith/protocol/circles.ts'
import { Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { EmptyPicture } from '../../design/empty-picture.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { IconButton } from '../../design/icon-button.tsx'
import { SkeletonList } from '../../design/skeleton.tsx'
import { client } from '../../live/client.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { NotLoaded, useAnswer } from '../asking/asking.ts'
import { CircleDialog } from './circle-dialog.tsx'
import { CircleRow } from './circle-row.tsx'

const ALL = 1_000

/** The circles of this place; who may, makes and changes them. */
export function CirclesSection() {
  const { shell } = useWords()
  const { circles: t } = useMoreWords()
  const report = useReport()
  const asked = useAnswer('circles', (signal) => client.api.call('GET /api/circles', { limit: ALL }, { signal }))
  const [edited, setEdited] = useState<CircleWithMembers | 'new' | null>(null)
  const [removing, setRemoving] = useState<Circle | null>(null)
  const [isBusy, setIsBusy] = useState(false)

  async function edit({ id: circleId }: Circle): Promise<void> {
    await client.api
      .call('GET /api/circles/:circleId', { circleId })
      .then(setEdited)
      .catch((error: unknown) => report(t.notLoaded, error))
  }

  async function remove({ id: circleId }: Circle): Promise<void> {
    setIsBusy(true)
    try {
      await client.api.call('DELETE /api/circles/:circleId', { circleId })
      setRemoving(null)
      asked.again()
    } catch (error) {
      report(t.notRemoved, error)
    } finally {
      setIsBusy(false)
    }
  }

  if (asked.value === undefined) {
    if (asked.error !== null) return <NotLoaded error={asked.error} onAgain={asked.again} words={t} />
    return <SkeletonList count={4} label={t.loading} />
  }
  const { items, mayMake } = asked.value
  const make = mayMake && (
    <Button variant="primary" icon={<Plus aria-hidden="true" />} onClick={() => setEdited('new')}>
      {t.make}
    </Button>
  )
  return (
    <>
      <p className="mb-4 text-pretty text-muted">{t.intro}</p>
      {items.length === 0 ? (
        <EmptyState
          illustration={<EmptyPicture name="people" />}
          title={t.none}
          text={mayMake ? t.noneText : t.noneTextOthers}
          action={make || undefined}
        />
      ) : (
        <>
          <ul className="-mx-2.5 mb-5">
            {items.map((circle) => (
              <CircleRow
                key={circle.id}
                circle={circle}
                action={
                  mayMake && (
                    <>
                      <IconButton
                        label={`${t.edit}: ${circle.title}`}
                        icon={<Pencil />}
                        onClick={() => void edit(circle)}
                      />
                      <IconButton
                        label={`${t.remove}: ${circle.title}`}
                        icon={<Trash2 />}
                        onClick={() => setRemoving(circle)}
                      />
                    </>
                  )
                }
              />
            ))}
          </ul>
          {make}
        </>
      )}
      {edited !== null && (
        <CircleDialog
          circle={edited === 'new' ? null : edited}
          onSaved={() => asked.again()}
          onClose={() => setEdited(null)}
        />
      )}
      <Dialog
        isOpen={removing !== null}
        onIsOpenChange={() => setRemoving(null)}
        size="sm"
        title={t.removeTitle(removing?.title ?? '')}
        text={t.removeText}
        closeLabel={shell.close}
        footer={
          <>
            <Button onClick={() => setRemoving(null)}>{t.cancel}</Button>
            <Button variant="danger" isLoading={isBusy} onClick={() => removing !== null && void remove(removing)}>
              {t.removeConfirm}
            </Button>
          </>
        }
      />
    </>
  )
}
