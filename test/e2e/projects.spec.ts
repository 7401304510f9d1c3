import { expect, test } from '@playwright/test'
import { listBroken } from '../support/axe.ts'
import { planOf, taskOf } from '../support/engine.ts'
import { type GatesApp, openGatesApp, startRunWith } from './gates-app.ts'

let app: GatesApp
test.beforeEach(async () => {
  app = await openGatesApp()
})
test.afterEach(() => app.stop())
test.use({ reducedMotion: 'reduce' })

test('a project is made, chosen, worked in and archived; home shows what needs a person', async ({
  page,
}) => {
  await startRunWith(app.client, [{ key: 'post', title: 'Post it', requiresApproval: true }])
  const dig = planOf([taskOf('dig', { requiredSkills: ['nobody'] })], { title: 'Dig the garden' })
  await app.client.plans.publish({ documents: [dig] })
  await page.goto(app.url())
  await expect(page.getByRole('region', { name: 'Needs you' })).toContainText('holds up its own task')

  await page.getByRole('button', { name: 'Project: All projects' }).click()
  await page.getByRole('searchbox', { name: 'Find a project' }).fill('Summer fair')
  await page.getByRole('button', { name: 'New project “Summer fair”' }).click()
  await expect(page.getByRole('button', { name: 'Project: Summer fair' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Needs you' })).toHaveCount(0)
  await expect(page.getByText('Nothing has run yet')).toBeVisible()

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
  await expect(projects.getByRole('img', { name: /^Its last runs: / })).toBeVisible()
  expect(await listBroken(page)).toEqual([])
  await projects.getByRole('button', { name: 'Archive Summer fair' }).click()
  await expect(projects).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(projects.getByRole('button', { name: 'Summer fair', exact: true })).toBeVisible()
})
