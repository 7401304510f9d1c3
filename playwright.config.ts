import { defineConfig } from '@playwright/test'
import { chromiumArgs, chromiumExecutable } from './test/support/chromium.ts'

export default defineConfig({
  testDir: 'test',
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/totals/browser.json' }]],
  outputDir: 'test-results/browser',
  use: {
    browserName: 'chromium',
    viewport: { width: 1280, height: 800 },
    launchOptions: { executablePath: await chromiumExecutable(), args: [...chromiumArgs] },
  },
  projects: [
    { name: 'e2e', testMatch: 'e2e/**/*.spec.ts' },
    { name: 'electron-host', testMatch: 'electron-host/**/*.spec.ts' },
  ],
})
