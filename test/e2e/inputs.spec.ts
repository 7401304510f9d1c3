import { expect, type Page, test } from '@playwright/test'
import { listBroken } from '../support/axe.ts'
import { playedOf } from '../support/played.ts'
import { type GatesApp, openGatesApp } from './gates-app.ts'

let app: GatesApp
test.beforeEach(async () => {
  app = await openGatesApp({ isReal: true })
})
test.afterEach(async () => {
  await app.stop()
})

const panel = (page: Page) => page.getByRole('complementary', { name: 'Task' })

/** Fails in the first attempt, and prints its input in the second. */
const script =
  'read -r all; if [ -f tried ]; then echo "Written by $all"; else touch tried; echo "No ink." >&2; exit 1; fi'

test('a person reads the exact input of each attempt', async ({ page }) => {
  const config = { command: ['sh', '-c', script], input: 'text', env: { PEN: 'a-very-blue-pen' } }
  const agent = { id: 'scribe', name: 'Scribe', kind: 'command' as const, skills: ['writing'], config }
  const request = {
    ...{ plan_id: 'letter', title: 'A letter' },
    tasks: [
      {
        ...{ task_id: 'write', title: 'Write the letter', required_skills: ['writing'] },
        description: 'Three lines for Ada.',
        retry: { max_attempts: 2, first_ms: 0 },
      },
    ],
  }
  const effectClass = 'repeatable' as const
  const { runId } = await app.client.runs.start({ request, roster: [{ ...agent, effectClass }] })
  for await (const { run } of await app.client.runs.watch({ runId })) if (run.status === 'done') break
  await page.goto(app.url())
  await page.goto(`${app.origin}/#/runs/${runId}?task=write&panel=given`)

  await expect(panel(page)).toContainText('Standard input')
  const typed = panel(page).locator('section').filter({ hasText: 'Standard input' }).last().locator('pre')
  await expect(typed).toContainText('Three lines for Ada.')
  await expect(typed).toContainText('Why the last attempt failed')
  await expect(
    panel(page).locator('section').filter({ hasText: 'Environment variables (names only)' }).last(),
  ).toContainText('PEN')
  await expect(panel(page)).not.toContainText('a-very-blue-pen')
  expect(await listBroken(page)).toEqual([])

  await panel(page).getByRole('combobox', { name: 'Input of' }).selectOption('1')
  await expect(typed).toContainText('Three lines for Ada.')
  await expect(typed).not.toContainText('Why the last attempt failed')
})

test('for an agent without text input, the given data is shown with a note', async ({ page }) => {
  const agent = playedOf({ id: 'cook', name: 'Cook', skills: ['cooking'] })
  const request = {
    ...{ plan_id: 'dinner', title: 'Dinner' },
    tasks: [{ task_id: 'soup', title: 'Make the soup', description: 'Hot.', required_skills: ['cooking'] }],
  }
  const { runId } = await app.client.runs.start({ request, roster: [agent] })
  for await (const { run } of await app.client.runs.watch({ runId })) if (run.status === 'done') break
  await page.goto(app.url())
  await page.goto(`${app.origin}/#/runs/${runId}?task=soup&panel=given`)
  await expect(panel(page)).toContainText('This kind of agent gets the task without extra text.')
  await expect(panel(page)).toContainText('Hot.')
})
