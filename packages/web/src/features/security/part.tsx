import { useId } from 'react'
import type { ReactNode } from 'react'

/** One subject of the page: what it is, how it stands, what can be done. */
export function Part({ title, text, children }: { title: string; text?: string; children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="border-t border-line py-6">
      <h2 id={id} className="text-lg font-bold">
        {title}
      </h2>
      {text !== undefined && <p className="mt-1 mb-4 text-pretty text-muted">{text}</p>}
      {children}
    </section>
  )
}
