import { expect } from '@playwright/test'
import { test } from './app.ts'

const task = (id: string, more: object) => ({
  ...{
    task_id: id,
    title: `Write ${id}`,
    description: `Write ${id} from notes: The club meets on Mondays. It sings until ten.`,
  },
  ...more,
})
const odd = {
  plan_id: 'club',
  title: 'Club',
  tasks: [
    task('rules', { depends_on: ['songs'], required_skills: ['summarization'] }),
    task('songs', { depends_on: ['rules', 'gone'], required_skills: ['summarisation'] }),
  ],
}

test('a plan with problems is opened from a file, checked, fixed, run, and saved as a file', async ({
  app,
}) => {
  const file = { name: 'club.plan.json', text: JSON.stringify(odd) }
  await app.giveFile(file, () => app.runCommand('Import plan…'))
  const { page } = app
  const preview = page.getByRole('dialog', { name: /import/i })
  await expect(preview).toContainText('depend on each other')
  await preview.getByRole('button', { name: 'Import', exact: true }).click()
  await preview.getByRole('button', { name: 'Done' }).click()
  await expect(preview).toBeHidden()
  await app.runCommand('Go to Home')
  await page.getByRole('button', { name: 'Fix Club' }).click()
  const run = page.getByRole('button', { name: 'Run', exact: true })
  await expect(run).toHaveAttribute('aria-disabled', 'true')

  await page.keyboard.press('F8')
  const problems = page.getByRole('region', { name: 'Problems' })
  await expect(problems).toContainText('The dependencies form a cycle')
  await expect(
    page.getByRole('complementary', { name: 'Details' }).getByRole('heading', { name: '2 tasks' }),
  ).toBeVisible()
  await problems
    .getByRole('button', { name: /^Remove the dependency of/ })
    .first()
    .click()
  await expect(problems.getByText('The dependencies form a cycle')).toHaveCount(0)
  await problems.getByRole('button', { name: 'Apply all safe fixes' }).click()
  await expect(problems.locator('[data-finding=dangling_dependency]')).toHaveCount(0)
  const leftOver = problems.locator('[data-finding=unknown_skill]')
  if ((await leftOver.count()) > 0) await leftOver.getByRole('button').last().click()
  await expect(run).toHaveAttribute('aria-disabled', 'false')
  await run.click()
  await expect(page).toHaveTitle(/Club — succeeded/i)

  await app.open('/plans')
  await page.getByRole('button', { name: 'Actions for Club' }).click()
  await page.getByRole('menuitem', { name: 'Export…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Export “Club”' })
  await expect(dialog.getByText('contains the whole plan')).toBeVisible()
  const saved = await app.takeFile(() => dialog.getByRole('button', { name: 'Save file' }).click())
  expect(saved.name).toMatch(/\.json$/)
  expect(saved.text).toContain('Write songs')
  expect(saved.text).not.toContain('gone')
})
