import { expect, type Page, test } from '@playwright/test'
import { listBroken } from '../support/axe.ts'
import { callApp, serveApp, serveInstead } from '../support/served-app.ts'
import { type HereApp, serveHere } from '../support/served-here.ts'
import { openPlace } from '../support/window.ts'
import { cuttable } from '../support/wire.ts'

let app: HereApp
test.beforeEach(async () => {
  app = await serveHere()
})
test.afterEach(() => app.stop())

const task = (key: string, more: object = {}) => ({
  ...{
    key,
    kind: 'task',
    title: `Write ${key}`,
    description: `Write ${key}.`,
    requiredSkills: ['summarization'],
  },
  ...{
    dependsOn: [],
    parent: null,
    priority: 'medium',
    dueAt: null,
    tags: [],
    requiresApproval: false,
    ...more,
  },
})
const plan = (title: string, tasks: object[]) => ({
  ...{ key: 'club', title, projectId: null, projectFolder: null, parallelLimit: 16, crew: null },
  ...{ source: 'switchyard', tasks },
})
async function publish(title: string, more: { tasks?: object[]; replaces?: string; label?: object } = {}) {
  const { tasks = [task('rules'), task('songs', { dependsOn: ['rules'] })], ...rest } = more
  const { planIds } = await callApp(app, ['POST', '/plans'], { documents: [plan(title, tasks)], ...rest })
  return String(planIds[0])
}

async function open(page: Page, path: string) {
  await openPlace(page, app, path)
}

const titleOf = (page: Page) => page.getByLabel('Plan title')
async function rename(page: Page, title: string) {
  await titleOf(page).fill(title)
  await titleOf(page).press('Enter')
}
const expectClean = async (page: Page) => expect(await listBroken(page)).toEqual([])

test('changes are saved automatically, and survive a reload', async ({ page }) => {
  const id = await publish('Club')
  await open(page, `/plans/${id}`)
  await expect(page.getByRole('main').getByRole('status').filter({ hasText: /./ })).toHaveText(['Published'])
  await rename(page, 'Choir')
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await page.reload()
  await expect(titleOf(page)).toHaveValue('Choir')
  await page.getByRole('link', { name: 'Plans', exact: true }).click()
  const row = page.getByRole('row', { name: /Choir/ })
  await expect(row).toContainText('Draft')
  await expect(row).toContainText('v1')
  await expectClean(page)
})

test('a new plan becomes a draft with its first change, under its own address', async ({ page }) => {
  await open(page, '/plans')
  await page.getByRole('button', { name: 'New plan' }).click()
  await page.getByRole('button', { name: 'Blank plan' }).click()
  await rename(page, 'A thought')
  await expect(page).toHaveURL(/plans\/draft_/)
  await page.reload()
  await expect(titleOf(page)).toHaveValue('A thought')
})

test('a second new plan is started immediately, and the first one is kept', async ({ page }) => {
  await open(page, '/plans/new')
  await titleOf(page).fill('The first')
  await titleOf(page).press('Enter')
  await page.keyboard.press('Escape')
  await page.locator('main').focus()
  await page.keyboard.press('Shift+N')
  await expect(titleOf(page)).toHaveValue('Untitled plan')
  await expect(page).toHaveURL(/\/plans\/new$/)
  await page.goBack()
  await expect(titleOf(page)).toHaveValue('The first')
})

test('changes without a server are kept, and sent after the reconnect', async ({ page }) => {
  const served = await serveInstead(app)
  app = served
  const id = await publish('Club')
  await open(page, `/plans/${id}`)
  await expect(titleOf(page)).toHaveValue('Club')
  const port = Number(new URL(page.url()).port)
  await served.kill()
  await rename(page, 'Choir')
  await expect(page.getByText('Not saved: no connection')).toBeVisible()
  app = await serveApp({ dataDir: app.dataDir, port })
  // A new start requires the token. Unsaved edits survive until then, even over a reload.
  await page.goto('about:blank')
  await open(page, `/plans/${id}`)
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await page.reload()
  await expect(titleOf(page)).toHaveValue('Choir')
})

test('a draft that is edited in one window changes in the other without a reload', async ({
  page,
  context,
}) => {
  const { id } = await callApp(app, ['POST', '/drafts'], { document: plan('Club', [task('rules')]) })
  await open(page, `/plans/${id}`)
  const other = await context.newPage()
  await other.goto(page.url())
  await expect(titleOf(other)).toHaveValue('Club')
  await rename(other, 'Theirs')
  await expect(titleOf(page)).toHaveValue('Theirs')
  await rename(page, 'Ours')
  await expect(titleOf(other)).toHaveValue('Ours')
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  expect((await callApp(app, ['GET', `/drafts/${id}`])).title).toBe('Ours')
})

test('two windows that edit one draft lose nothing', async ({ page }) => {
  const wire = await cuttable(page)
  const { id } = await callApp(app, ['POST', '/drafts'], { document: plan('Club', [task('rules')]) })
  await open(page, `/plans/${id}`)
  await expect(titleOf(page)).toHaveValue('Club')
  const opening = page.waitForEvent('popup')
  await page.evaluate(() => void window.open(location.href))
  const other = await opening
  await expect(titleOf(other)).toHaveValue('Club')
  await wire.cut()
  await rename(other, 'Theirs')
  await expect(other.getByText('Saved', { exact: true })).toBeVisible()
  await rename(page, 'Mine')
  wire.mend()
  await expect(page.getByText('Not saved: changed in another window')).toBeVisible()
  await page.getByRole('button', { name: 'Resolve…' }).click()
  const dialog = page.getByRole('dialog', { name: 'This plan was changed in another window' })
  await expect(dialog.getByText('Before: Theirs')).toBeVisible()
  await expectClean(page)
  await dialog.getByRole('button', { name: 'Save mine as a new draft' }).click()
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await page.getByRole('link', { name: 'Plans', exact: true }).click()
  await expect(page.getByRole('row', { name: /Theirs/ })).toBeVisible()
  await expect(page.getByRole('row', { name: /Mine/ })).toBeVisible()
})

test('a plan is edited as text, and an error leaves the plan unchanged', async ({ page }) => {
  const problems: string[] = []
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
  const id = await publish('Club')
  await open(page, `/plans/${id}`)
  await page.getByRole('group', { name: 'View' }).getByRole('button', { name: 'Source' }).click()
  await page.getByRole('group', { name: 'Source format' }).getByRole('button', { name: 'YAML' }).click()
  const text = page.getByRole('textbox', { name: 'Plan as YAML' })
  await text.getByText('title: Club').click()
  await page.keyboard.press('End')
  await page.keyboard.type(' of songs # ours')
  await expect(titleOf(page)).toHaveValue('Club of songs')
  await expect(page.getByText('In sync with the plan')).toBeVisible()
  await page.keyboard.press('Control+Home')
  await page.keyboard.type('"')
  await expect(page.getByRole('alert').getByText(/ line \d+/)).toBeVisible()
  await expect(titleOf(page)).toHaveValue('Club of songs')
  await page.keyboard.press('Control+z')
  await expect(page.getByText('In sync with the plan')).toBeVisible()
  await expect(text).toContainText('# ours')
  await text.getByText('Write songs.').click()
  await page.getByRole('group', { name: 'View' }).getByRole('button', { name: 'Outline' }).click()
  await expect(page.getByRole('row', { selected: true })).toContainText('Write songs')
  await page.getByRole('group', { name: 'View' }).getByRole('button', { name: 'Source' }).click()
  await expect(text).toContainText('# ours')
  await expectClean(page)
  expect(problems).toEqual([])
})

test('a text of thousands of tasks is parsed in the background, and parsing can be stopped', async ({
  page,
}) => {
  const tasks = Array.from({ length: 5000 }, (_, at) => ({
    ...{ task_id: `t${at}`, description: `Write part ${at}`, required_skills: ['writing'] },
    ...(at > 0 && { depends_on: [`t${at - 1}`] }),
  }))
  const { plans } = await callApp(app, ['POST', '/plans/import'], {
    text: JSON.stringify({ plan_id: 'long', title: 'Long', tasks }),
    fileName: 'long.plan.json',
  })
  await open(page, `/plans/${plans[0].planId}`)
  await page.getByRole('group', { name: 'View' }).getByRole('button', { name: 'Source' }).click()
  await page.getByRole('group', { name: 'Source format' }).getByRole('button', { name: 'YAML' }).click()
  const text = page.getByRole('textbox', { name: 'Plan as YAML' })
  const type = async (typed: string) => {
    await text.getByText(/^title: Long/).click()
    await page.keyboard.press('End')
    await page.keyboard.type(typed)
  }
  await type(' dropped')
  // The button exists only while the text is parsed, so the page itself presses the button.
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const press = () => {
          const buttons = [...document.querySelectorAll('button')]
          const drop = buttons.find(({ textContent }) => textContent === 'Discard edits')
          if (drop === undefined) return requestAnimationFrame(press)
          drop.click()
          resolve()
        }
        press()
      }),
  )
  await expect(text).not.toContainText('dropped')
  await expect(titleOf(page)).toHaveValue('Long')

  await type(' and kept')
  await expect(titleOf(page)).toHaveValue('Long and kept', { timeout: 20_000 })
  await expect(page.getByText('In sync with the plan')).toBeVisible()
  await type(', also when one leaves')
  await page.getByRole('group', { name: 'View' }).getByRole('button', { name: 'Outline' }).click()
  await expect(titleOf(page)).toHaveValue('Long and kept, also when one leaves', { timeout: 20_000 })
})

test('a change is published as a named version, compared with the previous version, and reverted', async ({
  page,
}) => {
  const id = await publish('Club')
  await open(page, `/plans/${id}`)
  await rename(page, 'Choir')
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Publish with a name…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Publish version 2' })
  await expect(dialog.getByText('After: Choir')).toBeVisible()
  await expectClean(page)
  await dialog.getByLabel('Name (optional)').fill('With singing')
  await dialog.getByRole('button', { name: 'Publish' }).click()
  await expect(dialog).toBeHidden()
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Versions and changes' }).click()
  const versions = page.getByRole('list', { name: 'Versions' })
  await expect(versions).toContainText('With singing')
  await expect(page.getByText('0 added, 0 removed, 1 changed')).toBeVisible()
  await expectClean(page)
  await page.getByRole('button', { name: 'Graph' }).click()
  await expect(page.getByText('Write rules').first()).toBeVisible()
  await page.getByRole('button', { name: 'Edit again: Version 1' }).click()
  await expect(titleOf(page)).toHaveValue('Club')
  await page
    .getByRole('button', { name: /^Publish/ })
    .first()
    .click()
  await expect(page.getByText('Published', { exact: true })).toBeVisible()
  await page.getByRole('link', { name: 'Plans', exact: true }).click()
  // The page may first show the list from before the publication.
  await expect(page.getByRole('row', { name: /Club/ })).toHaveCount(1)
  await expect(page.getByRole('row', { name: /Club/ })).toContainText('v3')
})

test('plans are found, copied, renamed, exported with their losses, and deleted with undo', async ({
  page,
}) => {
  await publish('Club', { tasks: [task('rules', { priority: 'high' })] })
  await open(page, '/plans')
  await page.getByRole('searchbox', { name: 'Search plans' }).fill('clu')
  await expect(page.getByRole('row')).toHaveCount(2)
  const act = async (title: string, name: string) => {
    await page.getByRole('button', { name: `Actions for ${title}` }).click()
    await page.getByRole('menuitem', { name }).click()
  }
  await act('Club', 'Rename…')
  await expectClean(page)
  await page.getByRole('dialog').getByLabel('Title').fill('Club of songs')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('row', { name: /Club of songs/ })).toContainText('v2')
  await act('Club of songs', 'Export…')
  const dialog = page.getByRole('dialog', { name: 'Export “Club of songs”' })
  await expect(dialog.getByText('contains the whole plan')).toBeVisible()
  await dialog.getByLabel('Format').selectOption('mermaid')
  await expect(dialog.getByText(/will be lost/)).toBeVisible()
  await expectClean(page)
  const saving = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Save file' }).click()
  expect((await saving).suggestedFilename()).toMatch(/\.mmd$/)
  await act('Club of songs', 'Delete')
  await expect(page.getByRole('row', { name: /Club of songs/ })).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('row', { name: /Club of songs/ })).toBeVisible()
  await act('Club of songs', 'Duplicate')
  await expect(titleOf(page)).toHaveValue('Copy of Club of songs')
})

test('a draft of an older version is published as the newest version, or saved as a separate plan', async ({
  page,
}) => {
  const id = await publish('Club')
  await open(page, `/plans/${id}`)
  await rename(page, 'Choir')
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  const newest = await publish('Orchestra', { replaces: id })
  const press = () =>
    page
      .getByRole('button', { name: /^Publish/ })
      .first()
      .click()
  await press()
  const dialog = page.getByRole('dialog', { name: 'A newer version exists: version 2' })
  await expect(dialog.getByText('Before: Orchestra')).toBeVisible()
  await expectClean(page)
  await dialog.getByRole('button', { name: 'Keep my draft' }).click()
  await expect(titleOf(page)).toHaveValue('Choir')
  await press()
  await dialog.getByRole('button', { name: 'Publish as version 3' }).click()
  await expect(page.getByText('Published', { exact: true })).toBeVisible()
  await expect(page).not.toHaveURL(new RegExp(`${id}|${newest}`))
  const [third] = await callApp(app, ['GET', '/plans'])
  await rename(page, 'Band')
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await callApp(app, ['DELETE', `/plans/${third.id}`])
  await press()
  const gone = page.getByRole('dialog', { name: 'This plan was deleted' })
  await gone.getByRole('button', { name: 'Publish as a new plan' }).click()
  await expect(titleOf(page)).toHaveValue('Copy of Band')
  await expect(page.getByText('Published', { exact: true })).toBeVisible()
  await page.getByRole('link', { name: 'Plans', exact: true }).click()
  await expect(page.getByRole('row', { name: /Copy of Band/ })).toContainText('v1')
})

test('a change by instruction is previewed, partly accepted, and undone in one step', async ({ page }) => {
  await open(page, `/plans/${await publish('Club')}`)
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Change by instruction' }).click()
  const dialog = page.getByRole('dialog', { name: 'Change by instruction' })
  await expectClean(page)
  await dialog.getByLabel('Instruction').fill('Research garden tools and write a report')
  await dialog.getByRole('button', { name: 'Preview change' }).click()
  const review = page.getByRole('dialog', { name: 'Preview of the change' })
  await expect(review.getByText(/^\d+ added, 0 removed, 0 changed$/)).toBeVisible()
  await expectClean(page)
  const boxes = review.getByRole('checkbox')
  await expect(boxes).toHaveCount(3)
  await review.getByRole('button', { name: 'Graph' }).click()
  await expect(review.locator('[data-task]').first()).toBeVisible()
  await review.getByRole('button', { name: 'List' }).click()
  await boxes.first().uncheck()
  await review.getByRole('button', { name: 'Apply 2 of 3' }).click()
  await expect(review).toBeHidden()
  await page.keyboard.press('2')
  const rows = page.getByRole('treegrid').getByRole('row')
  await expect(rows).toHaveCount(5)
  await page.keyboard.press('Control+z')
  await expect(rows).toHaveCount(3)
})

test('a change by instruction removes a task, links its neighbors and sets a gate; a part can be excluded', async ({
  page,
}) => {
  await open(page, `/plans/${await publish('Club')}`)
  await expect(titleOf(page)).toHaveValue('Club')
  await page.keyboard.press('2')
  const rows = page.getByRole('treegrid').getByRole('row')
  await expect(rows).toHaveCount(3)
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Change by instruction' }).click()
  const dialog = page.getByRole('dialog', { name: 'Change by instruction' })
  await dialog
    .getByLabel('Instruction')
    .fill(
      'Remove “Write rules”, and make “Write songs” critical. Ask me before songs. Remove Nothing of this name',
    )
  await dialog.getByRole('button', { name: 'Preview change' }).click()
  const review = page.getByRole('dialog', { name: 'Preview of the change' })
  await expect(review.getByText('0 added, 1 removed, 1 changed')).toBeVisible()
  await expect(review.getByText(/has no task “Nothing of this name”/)).toBeVisible()
  await expectClean(page)
  await review.getByRole('checkbox', { name: /Write songs/ }).uncheck()
  await review.getByRole('button', { name: 'Apply 1 of 2' }).click()
  await expect(rows).toHaveCount(2)
  await page.keyboard.press('Control+z')
  await expect(rows).toHaveCount(3)
})

test('a deleted plan takes its draft with it, and both are restored together', async ({ page }) => {
  const id = await publish('Club')
  await open(page, `/plans/${id}`)
  await rename(page, 'Choir')
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await page.getByRole('link', { name: 'Plans', exact: true }).click()
  await page.getByRole('button', { name: 'Actions for Choir' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(page.getByRole('row', { name: /Choir|Club/ })).toHaveCount(0)
  expect(await callApp(app, ['GET', '/drafts'])).toEqual([])
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('row', { name: /Choir/ })).toContainText('Draft')
  await open(page, `/plans/${id}`)
  await expect(titleOf(page)).toHaveValue('Choir')
})

test('an empty plan has no problems, and an edit undone by key has no undo button', async ({ page }) => {
  await open(page, '/plans/new')
  await expect(page.getByRole('button', { name: 'Add first task' })).toBeVisible()
  await expect(page.getByRole('button', { name: /Problems/ })).toHaveCount(0)
  await open(page, `/plans/${await publish('Club')}`)
  await expect(page.getByRole('button', { name: /Problems/ })).toBeVisible()
  await page.keyboard.press('2')
  await page.getByRole('treegrid').getByRole('row').nth(1).click()
  await page.keyboard.press('Delete')
  await expect(page.getByText(/^Deleted /)).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(page.getByText(/^Deleted /)).toHaveCount(0, { timeout: 2000 })
})
