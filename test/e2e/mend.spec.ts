import { expect, test } from '@playwright/test'
import { type HereApp, serveHere } from '../support/served-here.ts'

let app: HereApp
test.beforeEach(async () => {
  app = await serveHere()
})
test.afterEach(async () => {
  await app.stop()
})

const plan = {
  plan_id: 'go-live',
  title: 'Go live',
  tasks: [
    {
      task_id: 'build',
      title: 'Build the page',
      description: 'Change src/page.ts. Done when it opens.',
      required_skills: ['memory_serch'],
      depends_on: ['deploy'],
    },
    {
      task_id: 'notes',
      title: 'Task 2',
      description: 'Update src/page.ts with comments.',
      required_skills: ['summarization'],
    },
    {
      task_id: 'deploy',
      title: 'Deploy to production',
      description: 'Done when it answers.',
      required_skills: ['summarization'],
      depends_on: ['build', 'smoke-tests'],
    },
  ],
}

test('a person fixes a plan before it is imported, undoes a fix, and imports the fixed plan', async ({
  page,
}) => {
  await page.goto(app.url)
  await page.getByLabel('Plan file').setInputFiles({
    name: 'go-live.plan.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(plan)),
  })
  const dialog = page.getByRole('dialog')
  const errors = dialog.getByRole('region', { name: '3 errors' })
  await expect(errors).toContainText(
    'The dependencies form a cycle: "Build the page" (build) → "Deploy to production" (deploy) → "Build the page" (build).',
  )

  await dialog.getByRole('button', { name: 'Add a gate' }).click()
  await expect(dialog.getByRole('button', { name: 'Add a gate' })).toHaveCount(0)
  await dialog.getByRole('button', { name: 'Undo' }).click()
  await expect(dialog.getByRole('button', { name: 'Add a gate' })).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Undo' })).toHaveCount(0)

  await dialog.getByRole('button', { name: 'Apply all safe fixes' }).click()
  // A person must choose the dependency of a cycle to remove.
  await expect(errors).toHaveCount(0)
  await expect(dialog.getByRole('button', { name: 'Apply all safe fixes' })).toHaveCount(0)
  await dialog.getByRole('button', { name: /^Remove the dependency of .* on "Deploy to production"/ }).click()
  await expect(dialog.getByRole('region', { name: '1 error' })).toHaveCount(0)
  await expect(dialog.getByRole('region', { name: '1 warning' })).toContainText('src/page.ts')
  await dialog
    .getByRole('button', { name: 'Make "Task 2" (notes) depend on "Build the page" (build)' })
    .click()
  await expect(dialog.getByRole('region', { name: '1 warning' })).toHaveCount(0)
  await dialog.getByText('2 hints').click()
  await dialog.getByRole('button', { name: /^Change the title to/ }).click()
  await expect(dialog.getByText('1 hint')).toBeVisible()

  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  await page.getByRole('button', { name: 'Run Go live' }).click()
  await expect(page.locator('[data-task]', { hasText: 'Deploy to production' })).toBeVisible()
  await expect(page.locator('[data-task]', { hasText: 'Update src/page.ts' })).toBeVisible()
})

test('a plan without problems says so', async ({ page }) => {
  const task = {
    task_id: 'a',
    title: 'Write it',
    description: 'Done when it is there.',
    required_skills: ['summarization'],
  }
  await page.goto(app.url)
  await page.getByLabel('Plan file').setInputFiles({
    name: 'sound.plan.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify({ plan_id: 'sound', tasks: [task] })),
  })
  await expect(page.getByRole('dialog')).toContainText('No problems found')
})
