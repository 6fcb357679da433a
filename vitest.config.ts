import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.ts', 'packages/*/src/**/*.test.tsx', 'scripts/**/*.test.ts'],
    environment: 'node',
    // A process each: worlds hold a database, an HTTP server and sockets, and must not outlive their file.
    pool: 'forks',
    maxWorkers: Math.min(4, Math.max(2, availableParallelism())),
    allowOnly: process.env['CI'] === undefined,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
