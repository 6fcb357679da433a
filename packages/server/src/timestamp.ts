/** ISO 8601, UTC, milliseconds: how times leave the server. */
export function toTimestamp(ms: number): string {
  return new Date(ms).toISOString()
}

export function toTimestampOrNull(ms: number | null): string | null {
  return ms === null ? null : toTimestamp(ms)
}
