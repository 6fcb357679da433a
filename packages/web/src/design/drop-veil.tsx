import { Upload } from 'lucide-react'

/** Over a conversation while files are held above it. */
export function DropVeil({ text }: { text: string }) {
  return (
    <div className="motion-fade pointer-events-none absolute inset-2 z-30 flex flex-col items-center justify-center gap-3 rounded-lg border-2 border-dashed border-accent bg-paper/92 text-lg font-semibold text-accent-text">
      <Upload aria-hidden="true" className="size-8" />
      {text}
    </div>
  )
}
