/* The door of this feature: what others may use of it. */
export { CircleCard } from './circle-card.tsx'
export { CircleRow } from './circle-row.tsx'
export { CirclesOf } from './circles-of.tsx'
export { CirclesSection } from './circles-section.tsx'
export { FoundCircles } from './found-circles.tsx'
