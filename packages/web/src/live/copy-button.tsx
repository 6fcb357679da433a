import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../design/button.tsx'
import { useReport } from './use-report.ts'

interface CopyButtonProps {
  /** What is copied. */
  text: string
  words: { copy: string; copied: string; notCopied: string }
}

/** Copies a text, and says that it did: also to those who do not see it. */
export function CopyButton({ text, words }: CopyButtonProps) {
  const report = useReport()
  const [isCopied, setIsCopied] = useState(false)

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text)
      setIsCopied(true)
    } catch (error) {
      report(words.notCopied, error)
    }
  }

  return (
    <>
      <Button icon={isCopied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />} onClick={() => void copy()}>
        {isCopied ? words.copied : words.copy}
      </Button>
      <output className="sr-only">{isCopied && words.copied}</output>
    </>
  )
}
