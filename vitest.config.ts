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
    // One more than there are processors: much of a test is waiting for what comes over a wire.
    maxWorkers: Math.min(4, availableParallelism() + 1),
    allowOnly: process.env['CI'] === undefined,
    // For what hangs. What is slow is shown in `bench`: a machine with much else to do fails nobody.
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
})
