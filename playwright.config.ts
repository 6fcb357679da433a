import { defineConfig } from '@playwright/test'
import { browserArguments, findChromium } from './scripts/chromium.ts'

const chromium = await findChromium()
if (chromium === null) throw new Error('No Chromium starts here: install one, or name one in KITH_TEST_CHROMIUM.')
// The workers read this file again; they need not search again.
process.env['KITH_TEST_CHROMIUM'] ??= chromium.path
Object.assign(process.env, chromium.environment)

/** The runner of all suites asks for a file to count from. */
const reportFile = process.env['KITH_TEST_REPORT']

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  // Each test has a server of its own, and half of its time nothing is computed.
  workers: 2,
  retries: 0,
  forbidOnly: process.env['CI'] !== undefined,
  timeout: 90_000,
  expect: { timeout: 10_000 },
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
    { name: 'desktop', use: { viewport: { width: 1440, height: 900 } }, testIgnore: '*.phone.spec.ts' },
    {
      name: 'phone',
      use: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
      testMatch: '*.phone.spec.ts',
    },
  ],
})
