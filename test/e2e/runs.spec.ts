import { expect, test } from '@playwright/test'
import { listBroken } from '../support/axe.ts'
import { type GatesApp, openGatesApp } from './gates-app.ts'

let app: GatesApp
test.beforeEach(async () => {
  app = await openGatesApp()
})
test.afterEach(() => app.stop())

test('an old run is found by its words and status, and the address restores the search', async ({ page }) => {
  const task = { task_id: 'a', description: 'Do it', required_skills: ['no_such_skill'] }
  for (let number = 1; number <= 130; number += 1) {
    const title = number === 3 ? 'Dig the garden' : `Rehearsal ${number}`
    await app.client.runs.start({ request: { plan_id: `p-${number}`, title, tasks: [task] } })
  }
  await page.goto(app.url())
  await page.getByRole('region', { name: 'Recent runs' }).getByRole('link', { name: 'All runs' }).click()
  await expect(page.getByRole('heading', { name: 'Runs', level: 1 })).toBeVisible()
  const list = page.getByRole('grid', { name: 'Runs, newest first' })
  await expect(list.getByRole('row', { name: /Rehearsal 130/ })).toBeVisible()
  await expect(page.getByRole('button', { name: /^All/ })).toContainText('130')
  expect(await list.getByRole('row').count()).toBeLessThan(80)
  expect(await listBroken(page)).toEqual([])

  await list.focus()
  // Each press of End loads more rows, so the test repeats it until the last row is visible.
  await expect(async () => {
    await page.keyboard.press('End')
    await expect(list.getByRole('row', { name: /Rehearsal 1 / })).toBeVisible({ timeout: 1_000 })
  }).toPass()

  await page.keyboard.press('/')
  await page.keyboard.type('GARDEN dig')
  await expect(list.getByRole('row')).toHaveCount(2)
  await page.getByRole('button', { name: /^Blocked/ }).click()
  await expect(page).toHaveURL(/q=GARDEN\+dig\+status%3Awaiting/)
  await expect(list.getByRole('row')).toHaveCount(2)
  await page.reload()
  await expect(list.getByRole('row', { name: /Dig the garden/ })).toBeVisible()
  await page.getByRole('button', { name: /^Failed/ }).click()
  await expect(page.getByText('No matching runs')).toBeVisible()
  expect(await listBroken(page)).toEqual([])
  await page.getByRole('button', { name: 'Clear search' }).last().click()
  await expect(list.getByRole('row', { name: /Rehearsal 130/ })).toBeVisible()
  await list.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Rehearsal 129', level: 1 })).toBeVisible()
})

test('counts in the header link to the counted items of the selected project', async ({ page }) => {
  const post = { task_id: 'a', description: 'Post it', required_skills: [], requires_approval: true }
  await app.client.runs.start({ request: { plan_id: 'p', title: 'Letters', tasks: [post] } })
  await page.goto(app.url())
  const status = page.getByRole('region', { name: 'Status' })
  await expect(status.getByRole('button', { name: '1 waiting for you' })).toBeVisible()
  const gate = (await app.client.runs.listApprovals())[0]
  const answer = { approvalId: gate?.id ?? '', hash: gate?.hash ?? '', answer: 'reject' as const, note: 'No' }
  await app.client.runs.answerApproval(answer)
  await expect(status.getByRole('button', { name: '1 waiting for you' })).toHaveCount(0)
  await expect(status.getByRole('link', { name: '0 failed today' })).toBeVisible()
  const breaking = {
    ...{ id: 'breaking', name: 'Breaking', description: '', kind: 'command' as const, skills: ['breaking'] },
    ...{ availability: 'online' as const, capacity: 1, effectClass: 'repeatable' as const },
    config: { command: [process.execPath, '-e', 'process.exit(1)'] },
  }
  const broken = {
    task_id: 'a',
    description: 'Break',
    required_skills: ['breaking'],
    retry: { max_attempts: 1 },
  }
  const request = { plan_id: 'q', title: 'Broken', tasks: [broken] }
  await app.client.runs.start({ request, roster: [breaking] })
  await expect(status.getByRole('link', { name: '1 failed today' })).toBeVisible()
  await status.getByRole('link', { name: '1 failed today' }).click()
  const list = page.getByRole('grid', { name: 'Runs, newest first' })
  await expect(list.getByRole('row')).toHaveCount(2)
  await app.client.projects.create({ name: 'Fair' })
  await page.getByRole('button', { name: 'Project: All projects' }).click()
  await page
    .getByRole('list', { name: 'Projects' })
    .getByRole('button', { name: 'Fair', exact: true })
    .click()
  await expect(page.getByText('No matching runs')).toBeVisible()
  await expect(status.getByRole('link', { name: '0 failed today' })).toBeVisible()
})

test('Enter opens the row under the cursor, although a newer row has arrived above it', async ({ page }) => {
  const task = { task_id: 'a', description: 'Do it', required_skills: ['no_such_skill'] }
  const start = (title: string) =>
    app.client.runs.start({ request: { plan_id: title.toLowerCase(), title, tasks: [task] } })
  for (const title of ['First', 'Second', 'Third']) await start(title)
  await page.goto(app.url())
  await page.getByRole('link', { name: 'All runs' }).click()
  const list = page.getByRole('grid', { name: 'Runs, newest first' })
  await expect(list.getByRole('row', { name: /Third/ })).toBeVisible()
  await list.focus()
  await page.keyboard.press('ArrowDown')
  await start('Fourth')
  await expect(list.getByRole('row', { name: /Fourth/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Second', level: 1 })).toBeVisible()
})
