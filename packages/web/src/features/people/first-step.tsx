import { Link } from '@tanstack/react-router'
import { Button } from '../../design/button.tsx'
import { buttonClass } from '../../design/button-class.ts'
import { EmptyPicture } from '../../design/empty-picture.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { useMoreWords } from '../../words/more-words.ts'

interface FirstStepProps {
  title: string
  text: string
  q: string
  onAdd: () => void
}

/** An empty list of people: what will be there, and where to begin. Or, where something is searched, that it is not there. */
export function FirstStep({ title, text, q, onAdd }: FirstStepProps) {
  const { people: t } = useMoreWords()
  if (q !== '') {
    return <EmptyState illustration={<EmptyPicture name="search" />} title={t.nothing} text={t.nothingText(q)} />
  }
  return (
    <EmptyState
      illustration={<EmptyPicture name="people" />}
      title={title}
      text={text}
      action={
        <>
          <Button variant="primary" onClick={onAdd}>
            {t.addTitle}
          </Button>
          <Link to="/people" className={buttonClass()}>
            {t.seeEveryone}
          </Link>
        </>
      }
    />
  )
}
