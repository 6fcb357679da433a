import type { QuietHours } from '@kith/protocol/quiet-hours.ts'
import clsx from 'clsx'
import { Switch } from '../../design/switch.tsx'
import { TextField } from '../../design/text-field.tsx'
import { useMoreWords } from '../../words/more-words.ts'

type Hours = Omit<QuietHours, 'days'> & { days: number[] }

interface QuietHoursFormProps {
  hours: Hours | null
  onChange: (hours: Hours | null) => void
}

const everyDay = [0, 1, 2, 3, 4, 5, 6]
/** The week begins on Monday. */
const inOrder = [1, 2, 3, 4, 5, 6, 0]

const two = (value: number): string => String(value).padStart(2, '0')
const clock = (minutes: number): string => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`

function minutesOf(text: string): number | null {
  const [hours, minutes] = text.split(':').map(Number)
  return hours === undefined || minutes === undefined || Number.isNaN(hours + minutes) ? null : hours * 60 + minutes
}

/** When one wants to be left in peace; the time zone is that of the device on which it is set. */
export function QuietHoursForm({ hours, onChange }: QuietHoursFormProps) {
  const { notifications: t } = useMoreWords()
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
  const setTime = (name: 'from' | 'to', text: string): void => {
    const minutes = minutesOf(text)
    if (hours !== null && minutes !== null) onChange({ ...hours, [name]: minutes, timeZone })
  }
  return (
    <>
      <Switch
        label={t.quietOn}
        hint={t.quietHint}
        isOn={hours !== null}
        onIsOnChange={(isOn) => onChange(isOn ? { from: 22 * 60, to: 7 * 60, timeZone, days: everyDay } : null)}
      />
      {hours !== null && (
        <>
          <div className="flex flex-wrap gap-4">
            {(['from', 'to'] as const).map((name) => (
              <TextField
                key={name}
                type="time"
                label={t[name]}
                defaultValue={clock(hours[name])}
                onBlur={(event) => setTime(name, event.currentTarget.value)}
                className="w-36"
              />
            ))}
          </div>
          <fieldset className="flex flex-col gap-1.5">
            <legend className="mb-1.5 text-sm font-semibold">{t.days}</legend>
            <div className="flex flex-wrap gap-1.5">
              {inOrder.map((day) => {
                const isOn = hours.days.includes(day)
                const others = hours.days.filter((each) => each !== day)
                return (
                  <button
                    key={day}
                    type="button"
                    aria-pressed={isOn}
                    onClick={() => onChange({ ...hours, days: isOn ? others : [...others, day] })}
                    className={clsx(
                      'min-h-control rounded-md border px-3 text-sm font-medium transition-colors',
                      isOn
                        ? 'border-transparent bg-accent-soft text-on-accent-soft'
                        : 'border-line-strong bg-raised text-ink hover:bg-hover',
                    )}
                  >
                    {t.dayNames[day]}
                  </button>
                )
              })}
            </div>
          </fieldset>
          <p className="text-sm text-muted">{t.zone(hours.timeZone.replaceAll('_', ' '))}</p>
        </>
      )}
    </>
  )
}
