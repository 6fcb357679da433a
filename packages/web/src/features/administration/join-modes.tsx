import type { Registration } from '@kith/protocol/place.ts'
import { RadioCards } from '../../design/radio-cards.tsx'
import { useMoreWords } from '../../words/more-words.ts'

const modes: readonly Registration[] = ['invite', 'approval', 'open', 'closed']

type JoinModesProps = { value: Registration; onValueChange: (value: Registration) => void }

/** How people join, each way with what it means. */
export function JoinModes({ value, onValueChange }: JoinModesProps) {
  const { administration } = useMoreWords()
  const t = administration.place
  return (
    <RadioCards
      label={t.registration}
      isWide
      value={value}
      onValueChange={onValueChange}
      options={modes.map((mode) => ({ value: mode, label: t.modes[mode], hint: t.modeHints[mode] }))}
    />
  )
}
