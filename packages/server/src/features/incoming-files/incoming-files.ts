/* The door of this feature: what others may use of it. */
export { sweepUnderWay } from './sweep.ts'
