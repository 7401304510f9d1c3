import { defineConfig } from '@playwright/test'

/** Apart from the other browser tests, because it needs Electron's binary. */
// biome-ignore lint/style/noDefaultExport: Playwright reads a configuration from the default export.
export default defineConfig({
  testDir: '.',
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  outputDir: '../../test-results/electron',
})
