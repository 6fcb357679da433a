import { z } from 'zod'

/** An opaque id made by the server. Clients must not read anything into it. */
export const id = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z0-9_-]+$/, 'is not an id')

/** Made by the client so that a retry does not create twice. */
export const clientId = z.uuid()

/** ISO 8601, UTC, with milliseconds. */
export const timestamp = z.iso.datetime({ precision: 3 })
