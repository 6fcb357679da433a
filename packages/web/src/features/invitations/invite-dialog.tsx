import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { usePlace } from '../../live/use-place.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { inviteLink, ShareLink } from './share-link.tsx'

/** Shows the link of an invite. */
export function InviteDialog({ code, title, onClose }: { code: string; title: string; onClose: () => void }) {
  const { shell } = useWords()
  const { invitations: t } = useMoreWords()
  const place = usePlace()
  return (
    <Dialog
      isOpen
      onIsOpenChange={onClose}
      title={title}
      text={t.madeText}
      closeLabel={shell.close}
      footer={
        <Button variant="primary" onClick={onClose}>
          {t.done}
        </Button>
      }
    >
      <ShareLink link={inviteLink(code)} into={place?.name ?? shell.appName} />
    </Dialog>
  )
}
