import { Link } from '@tanstack/react-router'
import { useMoreWords } from '../../words/more-words.ts'

/** The way for those who have an account; `to` is where they go on afterwards. */
export function ToSignIn({ to }: { to?: string }) {
  const { joining: t } = useMoreWords()
  return (
    <p className="mt-6 text-muted">
      {t.toSignInBefore}{' '}
      <Link
        to="/sign-in"
        search={to === undefined ? {} : { to }}
        className="font-semibold text-accent-text underline-offset-4 hover:underline"
      >
        {t.toSignIn}
      </Link>
    </p>
  )
}
