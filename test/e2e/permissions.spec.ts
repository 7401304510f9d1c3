import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { openPlace } from '../support/window.ts'
import { type GatesApp, openGatesApp, startRunWith } from './gates-app.ts'

const fakeAgent = join(import.meta.dirname, '../agents/acp/fake-agent.mjs')

let app: GatesApp
test.afterEach(() => app.stop())

const card = (page: Page) => page.getByRole('region', { name: 'Approval' })

async function openTask(page: Page, runId: string, key: string): Promise<void> {
  await openPlace(page, app, `/runs/${runId}?task=${key}`)
}

test('a file change of a coding agent is shown, and is written after approval', async ({ page }) => {
  app = await openGatesApp({ isReal: true })
  const { runId } = await app.client.runs.start({
    request: { plan_id: 'p', tasks: [{ task_id: 'a', description: 'Do a', required_skills: [] }] },
    roster: [
      {
        ...{ id: 'coder', name: 'Coder', kind: 'acp', skills: [] },
        config: { command: [process.execPath, fakeAgent, 'asks'] },
      },
    ],
  })
  await page.goto(app.url())
  await page.getByRole('button', { name: '1 waiting for you' }).click()
  const waiting = page.getByRole('dialog', { name: 'Waiting for you' })
  await waiting.getByRole('link', { name: 'May Coder change files: Write a.txt' }).click()
  const asked = card(page).getByRole('region', { name: 'Requested action' })
  await expect(asked.getByRole('region', { name: 'Change to a.txt' })).toHaveText(/^\+a\.txt\s*\+$/)
  await expect(asked).toContainText('"text": "a.txt\\n"')
  const file = join(app.dataDir, 'workspaces', runId, 'a.txt')
  expect(existsSync(file)).toBe(false)
  await card(page).getByRole('button', { name: 'Allow' }).click()
  await openTask(page, runId, 'a')
  await expect(card(page)).toContainText('Allowed by you')
  await expect(page.getByRole('complementary', { name: 'Task' })).toContainText('Done')
  expect(existsSync(file)).toBe(true)

  await page.getByRole('tab', { name: 'Files' }).click()
  await page.getByRole('button', { name: /^changes\.diff/ }).click()
  const file2 = page.getByRole('article', { name: 'changes.diff' })
  await expect(file2.getByRole('region', { name: 'Changes' })).toContainText('+a.txt')
})

test('a mail is shown completely, and a rejected mail is not sent', async ({ page }) => {
  app = await openGatesApp()
  const mail = {
    server: 'mail.example.org:465',
    from: 'me@example.org',
    to: ['ann@example.org', 'bob@example.org'],
    subject: 'The price\u202e list',
    body: 'Hello,\n\nit is 5 EUR.',
    later: 'a field of another version',
  }
  const description = `MAY ${JSON.stringify(mail)}`
  const runId = await startRunWith(app.client, [{ key: 'send', title: 'Send the prices', description }])
  await openTask(page, runId, 'send')
  const asked = card(page).getByRole('region', { name: 'Requested action' })
  for (const part of ['ann@example.org', 'bob@example.org', 'The price\\u{202e} list', 'it is 5 EUR.'])
    await expect(asked).toContainText(part)
  await expect(asked).toContainText('"later": "a field of another version"')
  await card(page).getByRole('button', { name: 'Deny' }).click()
  await expect(card(page)).toContainText('Denied by you')
})
