import { defineConfig } from '@playwright/test'
import type { StoryHost } from './test/stories/app.ts'
import { chromiumArgs, chromiumExecutable } from './test/support/chromium.ts'

/** What a person does in either host. */
const stories = 'stories/**/*.spec.ts'

export default defineConfig<object, StoryHost>({
  testDir: 'test',
  // As many as a small machine has cores; a third of a story is waiting, which the unit tests beside them use.
  workers: 2,
  timeout: 60_000,
  // A busy machine can delay a page beyond any timeout. A second try is counted and named in the totals.
  retries: 1,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/totals/browser.json' }]],
  outputDir: 'test-results/browser',
  use: {
    // What is waited for in vain is said while the test can still say where.
    actionTimeout: 30_000,
    browserName: 'chromium',
    viewport: { width: 1280, height: 800 },
    // Animations take a quarter of the time of a page. Stories in the Electron host reduce motion, too.
    reducedMotion: 'reduce',
    launchOptions: { executablePath: await chromiumExecutable(), args: [...chromiumArgs] },
  },
  // The stories last longest: first, so that no worker is alone at the end.
  projects: [
    { name: 'stories', testMatch: stories, use: { hostKind: 'served' } },
    { name: 'electron-stories', testMatch: stories, use: { hostKind: 'electron' } },
    { name: 'e2e', testMatch: 'e2e/**/*.spec.ts' },
    { name: 'electron-host', testMatch: 'electron-host/**/*.spec.ts' },
  ],
})
