import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, type Page } from '@playwright/test'
import { type Seeded, seedData } from '../support/seeded/seed.ts'
import { anotherUrl } from '../support/served-app.ts'
import { serveHere } from '../support/served-here.ts'
import { openPlace } from '../support/window.ts'

interface SeededApp {
  readonly seeded: Seeded
  open(page: Page, place?: string): Promise<void>
}

/** All tests of a worker share the app, so tests must not change its data. */
export const test = base.extend<object, { app: SeededApp }>({
  app: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures needed from the pattern.
    async ({}, use) => {
      const dataDir = mkdtempSync(join(tmpdir(), 'switchyard-e2e-'))
      const seeded = await seedData(dataDir)
      const app = await serveHere(dataDir)
      await use({
        seeded,
        open: async (page, place) => openPlace(page, { url: await anotherUrl(app) }, place),
      })
      await app.stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})
