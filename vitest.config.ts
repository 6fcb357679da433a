import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.ts', 'packages/*/src/**/*.test.tsx', 'scripts/**/*.test.ts'],
    environment: 'node',
    // Processes, since worlds hold databases, servers and sockets; each takes many files, since to load the server for
    // each anew takes longer than most of its tests.
    pool: 'forks',
    isolate: false,
    maxWorkers: Math.min(4, Math.max(2, availableParallelism())),
    allowOnly: process.env['CI'] === undefined,
    // For what hangs. What is slow is shown in `bench`: a machine with much else to do fails nobody.
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
})
