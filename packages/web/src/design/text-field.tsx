import clsx from 'clsx'
import { Eye, EyeOff } from 'lucide-react'
import { type ComponentProps, type ReactNode, useId, useState } from 'react'
import { controlClass, describedBy, Field } from './field.tsx'
import { IconButton } from './icon-button.tsx'

export type TextFieldProps = Omit<ComponentProps<'input'>, 'id'> & {
  label: string
  isLabelHidden?: boolean
  hint?: ReactNode
  error?: string
  /** With `type="password"`: the names of the button that shows and hides what was typed. */
  revealLabels?: { show: string; hide: string }
  /** Stands inside, before the text: an icon or a prefix. */
  start?: ReactNode
  end?: ReactNode
}

export function TextField({
  label,
  isLabelHidden,
  hint,
  error,
  revealLabels,
  start,
  end,
  type = 'text',
  className,
  ...rest
}: TextFieldProps) {
  const id = useId()
  const [isRevealed, setIsRevealed] = useState(false)
  const mayReveal = type === 'password' && revealLabels !== undefined
  return (
    <Field id={id} label={label} isLabelHidden={isLabelHidden} hint={hint} error={error} className={className}>
      <div className="relative flex items-center">
        {start && (
          <span className="pointer-events-none absolute start-3 flex text-muted [&>svg]:size-4.5">{start}</span>
        )}
        <input
          {...rest}
          id={id}
          type={mayReveal && isRevealed ? 'text' : type}
          {...describedBy(id, hint, error)}
          className={clsx(controlClass, 'h-control px-3', start && 'ps-10', (end || mayReveal) && 'pe-11')}
        />
        {mayReveal ? (
          <IconButton
            size="sm"
            className="absolute! end-1.5"
            label={isRevealed ? revealLabels.hide : revealLabels.show}
            icon={isRevealed ? <EyeOff /> : <Eye />}
            onClick={() => setIsRevealed(!isRevealed)}
          />
        ) : (
          end && <span className="absolute end-2 flex items-center text-muted">{end}</span>
        )}
      </div>
    </Field>
  )
}
