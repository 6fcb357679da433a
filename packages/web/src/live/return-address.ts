/** Where somebody is led once they are signed in. */
export interface Return {
  to?: string
}

/**
 * An address of this place only: `//elsewhere` would leave it, and so would what a browser reads as that, with a
 * backslash or with a tab that it leaves out.
 */
export function returnAddress(search: Record<string, unknown>): Return {
  const { to } = search
  return typeof to === 'string' && /^\/(?![/\\])[^\p{Cc}]*$/u.test(to) ? { to } : {}
}
