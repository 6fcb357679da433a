import { LogOut } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { signOut } from '../../live/session.ts'
import { useKith } from '../../live/use-kith.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'

/** Signs out at once, unless something written would be lost with it. The shell then leads to the sign-in page. */
export function SignOutButton() {
  const { shell } = useWords()
  const { settings: t } = useMoreWords()
  const report = useReport()
  const waiting = useKith((state) => state.outbox.length)
  const [isAsking, setIsAsking] = useState(false)
  const [isLeaving, setIsLeaving] = useState(false)

  async function leave(): Promise<void> {
    setIsLeaving(true)
    try {
      await signOut()
    } catch (error) {
      report(t.notSignedOut, error)
      setIsLeaving(false)
    }
  }

  return (
    <>
      <Button
        className="w-full"
        icon={<LogOut aria-hidden="true" className="rtl:-scale-x-100" />}
        isLoading={isLeaving && !isAsking}
        onClick={() => (waiting > 0 ? setIsAsking(true) : void leave())}
      >
        {t.signOut}
      </Button>
      <Dialog
        isOpen={isAsking}
        onIsOpenChange={setIsAsking}
        size="sm"
        title={shell.signOutWaiting(waiting)}
        text={shell.signOutLoses}
        closeLabel={shell.close}
        footer={
          <>
            <Button onClick={() => setIsAsking(false)}>{shell.cancel}</Button>
            <Button variant="danger" isLoading={isLeaving} onClick={() => void leave()}>
              {shell.signOutAnyway}
            </Button>
          </>
        }
      />
    </>
  )
}
