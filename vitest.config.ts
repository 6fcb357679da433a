import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { BaseSequencer } from 'vitest/node'

/** Those that take longest begin first: one of them alone at the end would have all the others wait for it. */
const slow = /timing-of-reset|pictures|offline|upgrade|plans|badges|convergence|rights|file-search|hostile|realtime/

class SlowFirst extends BaseSequencer {
  override async sort(...[files]: Parameters<BaseSequencer['sort']>): ReturnType<BaseSequencer['sort']> {
    const sorted = await super.sort(files)
    const isSlow = ({ moduleId }: (typeof sorted)[number]): boolean => slow.test(moduleId)
    return [...sorted.filter(isSlow), ...sorted.filter((file) => !isSlow(file))]
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: SlowFirst },
    include: [
      'packages/*/src/**/*.test.ts',
      'packages/*/src/**/*.test.tsx',
      'scripts/**/*.test.ts',
      'bench/**/*.test.ts',
    ],
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
    expect: { poll: { timeout: 60_000, interval: 20 } },
  },
})
