/** Why Kith cannot start, in one sentence for the person who runs it. */
export class StartError extends Error {
  override readonly name = 'StartError'
}
