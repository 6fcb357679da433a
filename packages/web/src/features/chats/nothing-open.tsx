import { Button } from '../../design/button.tsx'
import { EmptyPicture } from '../../design/empty-picture.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { showOverlay } from '../../live/overlay.ts'
import { useWords } from '../../words/words.ts'

export function NothingOpen() {
  const { chats: t } = useWords()
  return (
    <EmptyState
      illustration={<EmptyPicture name="chats" />}
      title={t.pick}
      text={t.pickText}
      action={
        <>
          <Button variant="primary" onClick={() => showOverlay('new-direct')}>
            {t.newMessage}
          </Button>
          <Button onClick={() => showOverlay('new-group')}>{t.newGroup}</Button>
        </>
      }
    />
  )
}
