import type { PersonEntry } from '@kith/protocol/relations.ts'
import { Check, UserPlus } from 'lucide-react'
import { IconButton } from '../../design/icon-button.tsx'
import { personName } from '../../live/naming.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useRelating } from './use-relating.ts'
import { useStanding } from './use-standing.ts'

/** In a list: asks somebody to be a friend by one press, or takes that back, or accepts. */
export function QuickAsk({ person }: { person: PersonEntry }) {
  const { people: t } = useMoreWords()
  const { friendship } = useStanding(person.id, person.relation)
  const { ask, accept, withdraw } = useRelating(person)
  const name = personName(person)
  switch (friendship) {
    case 'friends':
      return null
    case 'received':
      return (
        <IconButton
          label={t.acceptName(name)}
          icon={<Check />}
          variant="accent"
          size="sm"
          onClick={() => void accept()}
        />
      )
    case 'requested':
      return (
        <IconButton
          label={t.withdrawName(name)}
          icon={<Check />}
          size="sm"
          className="text-positive-text!"
          onClick={withdraw}
        />
      )
    case 'none':
      return <IconButton label={t.addName(name)} icon={<UserPlus />} size="sm" onClick={() => void ask()} />
  }
}
