import { expect, test } from '@playwright/test'
import { listBroken } from '../support/axe.ts'
import { type GatesApp, openGatesApp } from './gates-app.ts'

let app: GatesApp
test.beforeEach(async () => {
  app = await openGatesApp()
})
test.afterEach(() => app.stop())

test('a plan is created from a template in the selected project, and a template is run unchanged', async ({
  page,
}) => {
  await page.goto(app.url())
  await expect(page.getByRole('heading', { name: 'Run your first plan' })).toBeVisible()
  await expect(page.getByRole('img', { name: 'Graph of Research report' })).toBeVisible()
  expect(await listBroken(page)).toEqual([])

  await app.client.projects.create({ name: 'Fair' })
  await page.getByRole('button', { name: 'Project: All projects' }).click()
  await page
    .getByRole('list', { name: 'Projects' })
    .getByRole('button', { name: 'Fair', exact: true })
    .click()
  await page.getByRole('link', { name: 'Plans', exact: true }).click()
  await page.getByRole('button', { name: 'New plan' }).click()
  const dialog = page.getByRole('dialog', { name: 'New plan' })
  await dialog.getByRole('button', { name: 'Use Data clean-up', exact: true }).click()
  await expect(page.getByLabel('Plan title')).toHaveValue('Data clean-up')
  await expect.poll(() => app.client.drafts.list()).toMatchObject([{ projectId: 'fair', taskCount: 6 }])
  await page.keyboard.press('Control+s')
  await expect(page.getByText('Published', { exact: true })).toBeVisible()
  expect((await app.client.plans.list())[0]).toMatchObject({ title: 'Data clean-up', projectId: 'fair' })

  await page.getByRole('link', { name: 'Plans', exact: true }).click()
  await page.getByRole('button', { name: 'New plan' }).click()
  await dialog.getByRole('button', { name: 'Run Research report without changes' }).click()
  await expect(page.getByRole('heading', { name: 'Research report', level: 1 })).toBeVisible()
  expect((await app.client.runs.list({}))[0]).toMatchObject({ title: 'Research report', projectId: 'fair' })
})
