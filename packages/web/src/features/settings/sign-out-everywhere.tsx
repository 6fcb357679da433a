import { useState } from 'react'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { signOutEverywhere } from '../../live/session.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'

/** Ends every session and token, this one too. The shell then leads to the sign-in page. */
export function SignOutEverywhere() {
  const { shell } = useWords()
  const { settings } = useMoreWords()
  const t = settings.devices
  const report = useReport()
  const [isAsking, setIsAsking] = useState(false)
  const [isLeaving, setIsLeaving] = useState(false)

  async function leave(): Promise<void> {
    setIsLeaving(true)
    try {
      await signOutEverywhere()
    } catch (error) {
      report(settings.notSignedOut, error)
      setIsLeaving(false)
    }
  }

  return (
    <>
      <Button onClick={() => setIsAsking(true)}>{t.everywhere}</Button>
      <Dialog
        isOpen={isAsking}
        onIsOpenChange={setIsAsking}
        size="sm"
        title={t.everywhereTitle}
        text={t.everywhereText}
        closeLabel={shell.close}
        footer={
          <>
            <Button onClick={() => setIsAsking(false)}>{shell.cancel}</Button>
            <Button variant="danger" isLoading={isLeaving} onClick={() => void leave()}>
              {t.everywhere}
            </Button>
          </>
        }
      />
    </>
  )
}
