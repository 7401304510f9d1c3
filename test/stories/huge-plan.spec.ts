import { expect, type Page } from '@playwright/test'
import { callApp } from '../support/served-app.ts'
import { test } from './app.ts'

const count = 5000
const tasks = Array.from({ length: count }, (_, at) => ({
  ...{ task_id: `t${at}`, title: `Step ${at}`, description: `Do ${at}. Done when it is there.` },
  ...{ required_skills: ['summarization'], depends_on: at === 0 ? [] : [`t${Math.floor((at - 1) / 3)}`] },
}))

/** Never finishes, so that the run keeps its state. */
const away = {
  ...{ id: 'away', name: 'Away', description: '', kind: 'external', skills: ['summarization'], config: {} },
  ...{ availability: 'offline', capacity: 1, effectClass: 'repeatable' },
}

const node = (page: Page, title: string) => page.locator('[data-task]', { hasText: title })

test('a plan of 5,000 tasks is opened, laid out again, searched, and its run filtered', async ({ app }) => {
  const { plans } = await callApp(app, ['POST', '/plans/import'], {
    text: JSON.stringify({ plan_id: 'steps', title: 'Steps', tasks }),
    fileName: 'steps.plan.json',
  })
  const [{ planId }] = plans
  const page = await app.open(`/plans/${planId}`)
  const graph = page.getByRole('application')
  await expect(node(page, 'Step 0').first()).toBeVisible()
  expect(await page.locator('[data-task]').count()).toBeLessThan(300)
  await page.getByRole('button', { name: 'Top-to-bottom layout' }).click()
  await expect(page.getByRole('button', { name: 'Left-to-right layout' })).toBeVisible()
  await graph.focus()
  await page.keyboard.press('/')
  await page.keyboard.type('Step 4321')
  await page.keyboard.press('Enter')
  await expect(node(page, 'Step 4321')).toBeVisible()

  const { runId } = await callApp(app, ['POST', '/runs'], { planId, roster: [away] })
  await app.open(`/runs/${runId}?tab=list`)
  const table = page.getByRole('treegrid', { name: 'Tasks of the run' })
  await expect(table.getByRole('row').nth(1)).toBeVisible()
  await page.getByRole('combobox', { name: 'Filter tasks' }).fill('+t1439*')
  await expect(page.getByRole('status').filter({ hasText: '4 of 5,000 tasks' })).toBeVisible()
  await expect(table.getByRole('row')).toHaveCount(5)
  await expect(table).toContainText('Step 4320')
  await callApp(app, ['POST', `/runs/${runId}/cancel`], {})
})
