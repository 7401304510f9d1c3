import { defineConfig } from '@playwright/test'

/** Apart from the other browser tests, because it needs Electron's binary. */
export default defineConfig({
  testDir: '.',
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  outputDir: '../../test-results/electron',
})
