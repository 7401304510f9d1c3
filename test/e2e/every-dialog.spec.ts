import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Locator, type Page } from '@playwright/test'
import { listBroken } from '../support/axe.ts'
import type { Seeded } from '../support/seeded/seed.ts'
import { showPlace } from '../support/window.ts'
import { test } from './seeded-app.ts'

const renderer = join(import.meta.dirname, '../../src-renderer')

interface Opening {
  readonly place: (seeded: Seeded) => string
  /** Function: element that opens the dialog with Enter. String: keyboard shortcut that opens the dialog. */
  readonly by: ((page: Page) => Locator) | string
}

const button = (name: string | RegExp) => (page: Page) => page.getByRole('button', { name }).first()
const at = (place: string) => () => place

/**
 * All files with a dialog. Each entry says how to open the dialog here, or names the test that opens the dialog and
 * checks it with axe.
 */
const dialogs: Readonly<Record<string, Opening | { readonly seenIn: string }>> = {
  'app/outside-links.tsx': { seenIn: 'page-policy.spec.ts' },
  'entities/money/cap-dialog.tsx': { place: at('/money'), by: button('Set budget') },
  'entities/plans/export/export-dialog.tsx': { seenIn: 'drafts.spec.ts' },
  'entities/projects/project-switcher.tsx': { seenIn: 'projects.spec.ts' },
  'entities/templates/new-plan-dialog.tsx': { place: at('/plans'), by: button('New plan') },
  'features/agents/form/agent-dialog.tsx': { place: at('/agents'), by: button('Add agent') },
  'features/agents/roster-dialog.tsx': { place: at('/agents'), by: button('Import agents') },
  'features/designer/autosave/publish-failure.tsx': { seenIn: 'drafts.spec.ts' },
  'features/designer/autosave/save-note.tsx': { seenIn: 'drafts.spec.ts' },
  'features/designer/autosave/publish-dialog.tsx': { seenIn: 'drafts.spec.ts' },
  'features/designer/goal/change-dialog.tsx': { seenIn: 'drafts.spec.ts' },
  'features/designer/pick/add-task.tsx': { seenIn: 'templates.spec.ts' },
  'features/frame/key-sheet/key-sheet.tsx': { place: at('/money'), by: 'Shift+?' },
  'features/frame/palette/palette.tsx': { place: at('/money'), by: 'Control+k' },
  'features/import/import-dialog.tsx': { seenIn: 'templates.spec.ts' },
  'features/inbox/batch-dialog.tsx': { seenIn: 'inbox.spec.ts' },
  'features/gallery/dialogs.tsx': { place: at('/gallery'), by: button('Form with an error') },
  'features/memory/entry-pane.tsx': { seenIn: 'memory.spec.ts' },
  'features/memory/write-dialog.tsx': { place: at('/log'), by: button('Write entry') },
  'features/plans/plans-page.tsx': { seenIn: 'drafts.spec.ts' },
  'features/run/task/failure-banner.tsx': { seenIn: 'run-whole.spec.ts' },
  'features/run/merge/merge-dialog.tsx': { seenIn: 'merge.spec.ts' },
  'features/settings/key-dialog.tsx': {
    place: at('/settings?section=keys'),
    by: button(/^Edit keys of/),
  },
  'features/settings/models/model-dialog.tsx': {
    place: at('/settings?section=models'),
    by: button(/^Add model/),
  },
  'features/settings/data-section.tsx': { seenIn: 'restore.spec.ts' },
  'features/settings/workspaces-section.tsx': { seenIn: 'settings.spec.ts' },
  'features/statistics/drill-dialog.tsx': { seenIn: 'statistics.spec.ts' },
}

test('the list of dialogs is complete, and dialogs of other tests are checked with axe', () => {
  const withDialog = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.tsx') && !path.startsWith('ui/'))
    .filter((path) =>
      /<(DialogFrame|DialogShell|FormDialog|ChoiceDialog|Dialog\.Root)\b/.test(
        readFileSync(join(renderer, path), 'utf8'),
      ),
    )
  expect(withDialog.toSorted()).toEqual(Object.keys(dialogs).toSorted())
  for (const dialog of Object.values(dialogs)) {
    if (!('seenIn' in dialog)) continue
    const story = readFileSync(join(import.meta.dirname, dialog.seenIn), 'utf8')
    expect(story, dialog.seenIn).toMatch(/listBroken/)
  }
})

test('a dialog opens with the keyboard, traps the focus, has no violations, and returns the focus', async ({
  app,
  page,
}) => {
  test.setTimeout(180_000)
  await app.open(page)
  for (const [name, opening] of Object.entries(dialogs)) {
    if ('seenIn' in opening) continue
    await test.step(name, async () => {
      await showPlace(page, opening.place(app.seeded))
      await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0)
      const opener =
        typeof opening.by === 'string' ? page.getByRole('link', { name: 'Audit' }) : opening.by(page)
      await opener.focus()
      await page.keyboard.press(typeof opening.by === 'string' ? opening.by : 'Enter')
      const dialog = page.getByRole('dialog')
      await expect(dialog).toBeVisible()
      expect(await listBroken(page)).toEqual([])
      const hasFocus = () => dialog.evaluate((popup) => popup.contains(document.activeElement))
      for (const key of ['Tab', 'Tab', 'Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab']) {
        await page.keyboard.press(key)
        await expect.poll(hasFocus).toBe(true)
      }
      await page.keyboard.press('Escape')
      await expect(dialog).toBeHidden()
      await expect(opener).toBeFocused()
    })
  }
})
