const BARS = 44
const STEP = 4
const HEIGHT = 28

/** How loud it is over time, what was heard in full colour. It runs from left to right, as time does in any player. */
export function Waveform({ peaks, share }: { peaks: readonly number[]; share: number }) {
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${BARS * STEP} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="h-full w-full rtl:-scale-x-100"
    >
      {barsOf(peaks).map((peak, index) => {
        const height = Math.max(3, (peak / 100) * (HEIGHT - 2))
        return (
          <rect
            // Bars have no identity but their place.
            // oxlint-disable-next-line react/no-array-index-key
            key={index}
            x={index * STEP + 0.5}
            y={(HEIGHT - height) / 2}
            width={STEP - 1.5}
            height={height}
            rx={1.2}
            fill="currentColor"
            opacity={index / BARS < share ? 1 : 0.38}
          />
        )
      })}
    </svg>
  )
}

/** As many as there is room for: each the loudest of what it stands for. */
function barsOf(peaks: readonly number[]): number[] {
  return Array.from({ length: BARS }, (_, index) => {
    const from = Math.floor((index * peaks.length) / BARS)
    const to = Math.max(from + 1, Math.floor(((index + 1) * peaks.length) / BARS))
    return Math.max(0, ...peaks.slice(from, to))
  })
}
