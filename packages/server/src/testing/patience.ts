/** How long a test waits for what must come, on a slow and busy machine. Nothing is ever waited for by time alone. */
export const PATIENCE_MS = 10_000
