import { expect, test } from '@playwright/test'
import { listBroken } from '../support/axe.ts'
import { type HereApp, serveHere } from '../support/served-here.ts'

let app: HereApp
test.beforeEach(async () => {
  app = await serveHere()
})
test.afterEach(() => app.stop())

const tasks = [
  {
    ...{ task_id: 'translate', title: 'Translate the rules', description: 'Translate the rules.' },
    ...{ required_skills: ['summarization'], pin: 'hal' },
  },
]

test('an assigned agent without a required skill is reported at its field, and fixed there', async ({
  page,
}) => {
  await page.goto(app.url)
  await page.getByLabel('Plan file').setInputFiles({
    name: 'club.plan.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify({ plan_id: 'club', title: 'Club', tasks })),
  })
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('link', { name: 'Open Club' }).click()
  await expect(page.getByRole('toolbar', { name: 'Plan toolbar' })).toBeVisible()
  await page.keyboard.press('2')
  await page.getByRole('treegrid', { name: 'Plan outline' }).getByText('Translate the rules').click()
  const details = page.getByRole('complementary', { name: 'Details' })
  if (!(await details.isVisible())) await page.keyboard.press('i')
  const pin = details.getByRole('combobox', { name: 'Assigned agent' })
  await expect(pin).toHaveAccessibleDescription(/is assigned to "hal", which lacks "summarization"\./)
  await expect(details.getByText('which lacks "summarization"')).toBeVisible()
  expect(await listBroken(page)).toEqual([])
  await pin.selectOption({ label: 'Ash' })
  await expect(details.getByText('which lacks')).toHaveCount(0)
})
