import clsx from 'clsx'
import { type ComponentProps, type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { controlClass, describedBy, Field } from './field.tsx'

export type TextAreaProps = Omit<ComponentProps<'textarea'>, 'id' | 'ref'> & {
  label: string
  isLabelHidden?: boolean
  hint?: ReactNode
  error?: string
}

/** Grows with its text from `rows` up to 40 % of the window's height. */
export function TextArea({ label, isLabelHidden, hint, error, className, rows = 3, ...rest }: TextAreaProps) {
  const id = useId()
  const area = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => {
    if (area.current) growToText(area.current)
  }, [rest.value])
  return (
    <Field id={id} label={label} isLabelHidden={isLabelHidden} hint={hint} error={error} className={className}>
      <textarea
        {...rest}
        ref={area}
        id={id}
        rows={rows}
        {...describedBy(id, hint, error)}
        className={clsx(controlClass, 'field-sizing-content max-h-[40dvh] min-h-20 resize-none px-3 py-2.5')}
      />
    </Field>
  )
}

/** For browsers without `field-sizing`. */
export function growToText(area: HTMLTextAreaElement): void {
  if (CSS.supports('field-sizing', 'content')) return
  area.style.height = 'auto'
  area.style.height = `${area.scrollHeight + 2}px`
}
