import clsx from 'clsx'

/** Who sits at the table: faces of the gallery that ships with the app. */
const sides = [
  { face: 5, isOwn: false, width: 'w-56', delay: '0ms' },
  { face: 12, isOwn: true, width: 'w-40', delay: '60ms' },
  { face: 20, isOwn: false, width: 'w-64', delay: '120ms' },
  { face: 3, isOwn: true, width: 'w-48', delay: '180ms' },
  { face: 17, isOwn: false, width: 'w-36', delay: '240ms' },
]

/** A conversation as a picture: people first, words as shapes. */
export function Scene() {
  return (
    <div aria-hidden="true" className="hidden items-center justify-center overflow-hidden bg-sunken p-12 lg:flex">
      <ul className="flex w-full max-w-md flex-col gap-5">
        {sides.map(({ face, isOwn, width, delay }) => (
          <li
            key={face}
            style={{ animationDelay: delay, animationFillMode: 'backwards' }}
            className={clsx('motion-rise flex items-end gap-3', isOwn && 'flex-row-reverse')}
          >
            <img src={faceAddress(face)} alt="" className="size-14 rounded-full bg-skeleton shadow-raised" />
            <span
              className={clsx(
                'flex flex-col gap-2.5 rounded-lg px-5 py-4.5 shadow-raised',
                isOwn ? 'rounded-ee-sm bg-accent' : 'rounded-es-sm bg-raised',
              )}
            >
              <span
                className={clsx('h-2.5 max-w-full rounded-full', width, isOwn ? 'bg-on-accent/25' : 'bg-pressed')}
              />
              <span className={clsx('h-2.5 w-24 rounded-full', isOwn ? 'bg-on-accent/25' : 'bg-pressed')} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

const faceAddress = (face: number): string => `/faces/face-${String(face).padStart(2, '0')}.svg`
