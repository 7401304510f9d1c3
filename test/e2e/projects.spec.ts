import { expect, test } from '@playwright/test'
import { listBroken } from '../support/axe.ts'
import { planOf, taskOf } from '../support/engine.ts'
import { type GatesApp, openGatesApp, startRunWith } from './gates-app.ts'

let app: GatesApp
test.beforeEach(async () => {
  app = await openGatesApp()
})
test.afterEach(() => app.stop())

test('a project is created, selected, used and archived; Home shows requests to a person', async ({
  page,
}) => {
  await startRunWith(app.client, [{ key: 'post', title: 'Post it', requiresApproval: true }])
  const dig = planOf([taskOf('dig', { requiredSkills: ['nobody'] })], { title: 'Dig the garden' })
  await app.client.plans.publish({ documents: [dig] })
  await page.goto(app.url())
  await expect(page.getByRole('region', { name: 'Needs you' })).toContainText('blocks its own task')

  await page.getByRole('button', { name: 'Project: All projects' }).click()
  await page.getByRole('searchbox', { name: 'Find a project' }).fill('Summer fair')
  await page.getByRole('button', { name: 'New project “Summer fair”' }).click()
  await expect(page.getByRole('button', { name: 'Project: Summer fair' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Needs you' })).toHaveCount(0)
  await expect(page.getByText('No runs yet')).toBeVisible()

  await page.getByRole('button', { name: 'Run Dig the garden' }).click()
  await expect(page.getByRole('heading', { name: 'Dig the garden', level: 1 })).toBeVisible()
  const titles = async () =>
    (await app.client.runs.list({ projectId: 'summer-fair' })).map(({ title }) => title)
  await expect.poll(titles).toEqual(['Dig the garden'])

  await page.getByRole('link', { name: 'Home' }).click()
  await page.getByRole('button', { name: 'Project: Summer fair' }).click()
  expect(await listBroken(page)).toEqual([])
  await page.getByRole('button', { name: 'All projects' }).last().click()
  const projects = page.getByRole('region', { name: 'Projects' })
  await expect(projects.getByRole('img', { name: /^Last runs: / })).toBeVisible()
  expect(await listBroken(page)).toEqual([])
  await projects.getByRole('button', { name: 'Archive Summer fair' }).click()
  await expect(projects).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(projects.getByRole('button', { name: 'Summer fair', exact: true })).toBeVisible()
})

test('a project is renamed, gets a folder, is archived and restored, and filters other screens', async ({
  page,
}) => {
  await app.client.projects.create({ name: 'Summer fair' })
  const inGarden = planOf([taskOf('dig')], { title: 'Dig the garden', projectId: 'garden' })
  await app.client.plans.publish({ documents: [inGarden] })
  await page.goto(app.url())
  const switcher = page.getByRole('button', { name: /^Project: / })
  await switcher.click()
  await page.getByRole('button', { name: 'Edit Summer fair' }).click()
  const dialog = page.getByRole('dialog', { name: 'Edit project' })
  await dialog.getByLabel('Name').fill('Autumn fair')
  await dialog.getByLabel('Folder').fill('not/whole')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toContainText('is not an absolute path')
  expect(await listBroken(page)).toEqual([])
  await dialog.getByLabel('Folder').fill(app.dataDir)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toHaveCount(0)
  const fair = async () => (await app.client.projects.list()).find(({ id }) => id === 'summer-fair')
  await expect.poll(fair).toMatchObject({ name: 'Autumn fair', folder: app.dataDir })

  await switcher.click()
  await page.getByRole('button', { name: 'Edit Autumn fair' }).click()
  await dialog.getByRole('button', { name: 'Archive' }).click()
  await expect.poll(fair).toMatchObject({ archivedAt: expect.any(Number) })
  await switcher.click()
  await expect(page.getByRole('button', { name: 'Edit Autumn fair' })).toHaveCount(0)
  await page.getByRole('searchbox', { name: 'Find a project' }).fill('autumn')
  await page.getByRole('button', { name: 'Edit Autumn fair' }).click()
  await dialog.getByRole('button', { name: 'Restore' }).click()
  await expect.poll(fair).toMatchObject({ archivedAt: null })

  await switcher.click()
  const choices = page.getByRole('list', { name: 'Projects' })
  await choices.getByRole('button', { name: 'Autumn fair', exact: true }).click()
  await page.getByRole('link', { name: 'Plans', exact: true }).click()
  await expect(page.getByText('Plans of “Autumn fair” and plans without a project.')).toBeVisible()
  await expect(page.getByText('Dig the garden')).toHaveCount(0)
  expect(await listBroken(page)).toEqual([])
  for (const place of ['Memory', 'Money']) {
    await page.getByRole('link', { name: place, exact: true }).click()
    await expect(page.getByText('Filtered by project “Autumn fair”.')).toBeVisible()
  }
  await page.getByRole('link', { name: 'Plans', exact: true }).click()
  await page.getByRole('button', { name: 'Show all projects' }).click()
  await expect(page.getByText('Dig the garden').first()).toBeVisible()
})

test('a thousand projects are listed by open requests, found by a word, and one is opened by key', async ({
  page,
}) => {
  const names = Array.from({ length: 1000 }, (_, at) => `Project ${at + 1}`)
  await Promise.all(names.map((name) => app.client.projects.create({ name })))
  const gated = taskOf('dig', { requiresApproval: true })
  const { planIds } = await app.client.plans.publish({ documents: [planOf([gated], { title: 'Dig' })] })
  await app.client.runs.start({ planId: planIds[0] ?? '', projectId: 'project-777' })
  const started = performance.now()
  expect(await app.client.projects.list()).toHaveLength(1000)
  test.info().annotations.push({ type: 'projects.list', description: `${performance.now() - started} ms` })

  await page.goto(app.url())
  const cards = page.getByRole('region', { name: 'Projects' })
  await expect(cards.getByRole('listitem').first()).toContainText('Project 777')
  await expect(cards.getByRole('listitem').first()).toContainText('1 waiting for you')
  await cards.getByRole('link', { name: 'Show all 1,000' }).click()
  const table = page.getByRole('grid', { name: 'Projects' })
  await expect(table.getByRole('row').nth(1)).toContainText('Project 777')
  expect(await table.getByRole('row').count()).toBeLessThan(80)
  expect(await listBroken(page)).toEqual([])
  await table.focus()
  await page.keyboard.press('End')
  await expect(table.getByRole('row', { name: /Project 999 / })).toBeVisible()
  await page.getByRole('searchbox', { name: 'Find a project' }).fill('nothing like it')
  await expect(page.getByText('No project matches “nothing like it”')).toBeVisible()
  await page.getByRole('searchbox', { name: 'Find a project' }).fill('777 project')
  await expect(table.getByRole('row')).toHaveCount(2)
  await table.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Project 777', level: 1 })).toBeVisible()
  await expect(
    page.getByRole('region', { name: 'Recent runs' }).getByRole('link', { name: /Dig/ }),
  ).toBeVisible()
})
