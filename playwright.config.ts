import { availableParallelism } from 'node:os'
import { defineConfig } from '@playwright/test'
import { browserArguments, findChromium } from './scripts/chromium.ts'

const chromium = await findChromium()
if (chromium === null) throw new Error('No Chromium starts here: install one, or name one in KITH_TEST_CHROMIUM.')
// The workers read this file again; they need not search again.
process.env['KITH_TEST_CHROMIUM'] ??= chromium.path
Object.assign(process.env, chromium.environment)

/** The runner of all suites asks for a file to count from. */
const reportFile = process.env['KITH_TEST_REPORT']

/** All pages in a wide window take a minute; on a phone they are looked at in every run. */
const isWhole = process.env['KITH_TEST_PART'] === undefined

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  // Each test has a place of its own, and half of its time nothing is computed.
  workers: Math.min(4, availableParallelism() + 1),
  fullyParallel: true,
  retries: 0,
  forbidOnly: process.env['CI'] !== undefined,
  // For what hangs. A machine with much else to do fails nobody.
  timeout: 240_000,
  expect: { timeout: 30_000, toPass: { timeout: 60_000 } },
  reporter: reportFile === undefined ? 'list' : [['list'], ['json', { outputFile: reportFile }]],
  use: {
    browserName: 'chromium',
    launchOptions: { executablePath: chromium.path, args: browserArguments },
    // A trace costs a third of the whole time: `npm run playwright -- test NAME --trace on` makes one.
    trace: 'off',
    screenshot: 'only-on-failure',
    locale: 'en-GB',
  },
  projects: [
    // First, since what takes longest is among them.
    {
      name: 'phone',
      use: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
      testMatch: '*.phone.spec.ts',
    },
    {
      name: 'desktop',
      use: { viewport: { width: 1440, height: 900 } },
      testIgnore: ['*.phone.spec.ts', ...(isWhole ? [] : ['screens.spec.ts'])],
    },
  ],
})
