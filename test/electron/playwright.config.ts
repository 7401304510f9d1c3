import { defineConfig } from '@playwright/test'

/** Separate from the other browser tests, because these tests need Electron's binary. */
export default defineConfig({
  testDir: '.',
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  outputDir: '../../test-results/electron',
})
