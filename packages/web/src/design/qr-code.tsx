import { encode } from 'uqr'

/** A text as a pattern that cameras read: dark on light whatever the theme, as some read it no other way. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { size, data } = encode(text, { border: 2 })
  const dark = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return (
    <div data-theme="light" className="w-fit rounded-md bg-raised p-1">
      <svg
        viewBox={`0 0 ${size} ${size}`}
        // Drawn here: an `img` would need a file.
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
        role="img"
        aria-label={label}
        shapeRendering="crispEdges"
        className="size-44"
      >
        <path d={dark} className="fill-ink" />
      </svg>
    </div>
  )
}
