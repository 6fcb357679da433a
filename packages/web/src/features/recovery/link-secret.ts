/** The secret of the link by which one came, which stands behind the # of the address. */
export const linkSecret = (): string => window.location.hash.slice(1)
