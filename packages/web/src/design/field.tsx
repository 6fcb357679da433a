import clsx from 'clsx'
import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

export const controlClass =
  'w-full min-w-0 rounded-md border border-line-strong bg-raised text-ink transition-[border-color,box-shadow] ' +
  'hover:border-muted focus-visible:border-focus focus-visible:outline-1 focus-visible:outline-offset-0 ' +
  'disabled:opacity-50 aria-invalid:border-danger'

type FieldProps = {
  id: string
  label: string
  isLabelHidden?: boolean
  hint?: ReactNode
  error?: string
  className?: string
  children: ReactNode
}

export function Field({ id, label, isLabelHidden = false, hint, error, className, children }: FieldProps) {
  return (
    <div className={clsx('flex flex-col gap-1.5', className)}>
      <label htmlFor={id} className={isLabelHidden ? 'sr-only' : 'w-fit text-sm font-semibold'}>
        {label}
      </label>
      {children}
      {hint && !error && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
      <div aria-live="polite" id={`${id}-error`} className="contents">
        {error && (
          <p className="flex items-start gap-1.5 text-sm font-medium text-danger-text">
            <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
            {error}
          </p>
        )}
      </div>
    </div>
  )
}

/** What a control inside `Field` must carry to be read together with its hint and its error. */
export function describedBy(id: string, hint: ReactNode, error: string | undefined) {
  return {
    'aria-invalid': error ? true : undefined,
    'aria-describedby': error ? `${id}-error` : hint ? `${id}-hint` : undefined,
  }
}
