import { createServer, type Server } from 'node:http'
import { expect, type Page, test } from '@playwright/test'
import { listBroken } from '../support/axe.ts'
import { type HereApp, serveHere } from '../support/served-here.ts'

let app: HereApp
test.beforeEach(async () => {
  app = await serveHere()
})
test.afterEach(() => app.stop())

async function openAgents(page: Page) {
  await page.goto(app.url)
  await page.getByRole('navigation').getByRole('link', { name: 'Agents' }).click()
  await expect(page.getByRole('heading', { name: 'Agents' })).toBeVisible()
}

test('a program is added with its form, checked, tried and completed', async ({ page }) => {
  await openAgents(page)
  expect(await listBroken(page)).toEqual([])
  await page.getByRole('button', { name: 'Add agent' }).click()
  const dialog = page.getByRole('dialog')
  expect(await listBroken(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Program' }).click()
  await dialog.getByLabel('Name', { exact: true }).fill('Town Crier')
  await expect(dialog.getByLabel('ID', { exact: true })).toHaveValue('town-crier')
  await dialog.getByLabel('Skills', { exact: true }).fill('Crying News,')
  await dialog.getByLabel('Skills', { exact: true }).press('Enter')
  await dialog.getByLabel('Cost limit per attempt').fill('0.25')

  // The server reports a validation error at its field.
  await dialog.getByLabel('Program', { exact: true }).fill('./crier')
  await dialog.getByRole('button', { name: 'Save agent' }).click()
  await expect(dialog.getByRole('alert')).toContainText('the name of a program on PATH')
  await expect(dialog.getByLabel('Program', { exact: true })).toHaveAttribute('aria-invalid', 'true')
  expect(await listBroken(page)).toEqual([])

  await dialog.getByLabel('Program', { exact: true }).fill(process.execPath)
  for (const [at, text] of [
    '-e',
    'console.log("Hear: " + process.argv[1])',
    '{task.description}',
  ].entries()) {
    await dialog.getByRole('button', { name: 'Add argument' }).click()
    await dialog.getByLabel(`Argument ${at + 1}`, { exact: true }).fill(text)
  }
  await dialog.getByRole('button', { name: 'Save agent' }).click()
  await expect(dialog).toBeHidden()

  const panel = page.getByRole('complementary', { name: 'Agent' })
  await expect(panel.getByRole('heading', { name: 'Town Crier' })).toBeVisible()
  await expect(panel).toContainText('0.25 EUR')
  await expect(panel).toContainText('crying_news')
  await panel.getByRole('button', { name: 'Check' }).click()
  await expect(panel.getByRole('status')).toContainText('is installed and can be started')
  expect(await listBroken(page)).toEqual([])

  await panel.getByRole('button', { name: 'Disable' }).click()
  await expect(panel.getByRole('button', { name: 'Run trial task' })).toBeDisabled()
  await panel.getByRole('button', { name: 'Enable' }).click()
  await panel.getByLabel('Test task').fill('The fair begins at noon.')
  await panel.getByRole('button', { name: 'Run trial task' }).click()
  await expect(page).toHaveTitle(/Trial of Town Crier — succeeded/i)
  await page.locator('[data-task]').click()
  await page.getByRole('tab', { name: 'Result' }).click()
  await expect(page.getByRole('complementary', { name: 'Task' })).toContainText(
    'Hear: The fair begins at noon.',
  )
})

test('an edited agent keeps the settings that the form does not show', async ({ page }) => {
  await openAgents(page)
  await page.getByRole('button', { name: 'Import agents' }).click()
  const dialog = page.getByRole('dialog')
  const roster = {
    agents: [
      { id: 'mo', name: 'Mo', kind: 'model', skills: ['writing'], role: 'scribe', config: { maxTurns: 7 } },
    ],
  }
  await dialog.getByLabel('Or paste the content').fill(JSON.stringify(roster))
  await dialog.getByRole('button', { name: 'Preview' }).click()
  await expect(dialog.getByRole('status')).toHaveText('1 agent found')
  expect(await listBroken(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Import 1 agent' }).click()
  await expect(dialog).toBeHidden()

  await page.getByRole('button', { name: 'Mo', exact: true }).click()
  const panel = page.getByRole('complementary', { name: 'Agent' })
  await panel.getByRole('button', { name: 'Edit' }).click()
  await dialog.getByLabel('Write a file: Ask').check()
  await dialog.getByLabel('Parallel tasks (max)').fill('4')
  await expect(dialog.getByLabel('Config as JSON')).toHaveValue(/"maxTurns": 7/)
  await dialog.getByLabel('Config as JSON').fill('{ "maxTurns": 0 }')
  await dialog.getByRole('button', { name: 'Save changes' }).click()
  await expect(dialog.getByRole('alert')).toContainText('maxTurns')
  await dialog.getByLabel('Config as JSON').fill('{ "maxTurns": 8 }')
  expect(await listBroken(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Save changes' }).click()
  await expect(dialog).toBeHidden()
  await expect(panel).toContainText('0 of 4 parallel tasks')
  await expect(panel).toContainText('scribe')
  await panel.getByText('Config as JSON').click()
  await expect(panel).toContainText('"maxTurns": 8')
  await expect(panel).toContainText('"write_file": "ask"')
})

test('agent files dropped on their dialog are not imported as a plan', async ({ page }) => {
  await openAgents(page)
  await page.getByRole('button', { name: 'Import agents' }).click()
  const dialog = page.getByRole('dialog')
  const dropped = await page.evaluateHandle(() => {
    const data = new DataTransfer()
    const text = '---\nname: ada\ndescription: Use for API design.\n---\nGo.'
    data.items.add(new File([text], 'ada.md'))
    return data
  })
  const place = dialog.getByRole('region', { name: 'Agent files' })
  await place.dispatchEvent('dragover', { dataTransfer: dropped })
  await place.dispatchEvent('drop', { dataTransfer: dropped })
  await expect(dialog.getByRole('status')).toHaveText('1 agent found')
  await expect(page.getByRole('heading', { name: 'Import plan' })).toHaveCount(0)
  await dialog.getByRole('button', { name: 'Import 1 agent' }).click()
  await expect(dialog).toBeHidden()
  await page.getByRole('button', { name: 'ada', exact: true }).click()
  await expect(page.getByRole('complementary', { name: 'Agent' })).toContainText('Offline')
})

test('a remote agent is added by its address, with the skills of its card', async ({ page }) => {
  const card = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(cardAt(address())))
  })
  const address = () => `http://127.0.0.1:${portOf(card)}/`
  await new Promise<void>((resolve) => card.listen(0, '127.0.0.1', resolve))
  await openAgents(page)
  await page.getByRole('button', { name: 'Add agent' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Remote agent' }).click()
  await dialog.getByLabel('Address').fill('http://127.0.0.1:9/')
  await dialog.getByRole('button', { name: 'Read agent card' }).click()
  await expect(dialog.getByRole('alert')).toContainText('Cannot reach')
  await dialog.getByLabel('Address').fill(address())
  await dialog.getByRole('button', { name: 'Read agent card' }).click()
  await expect(dialog.getByLabel('Name', { exact: true })).toHaveValue('Route Café')
  await page.keyboard.press('Escape')
  await dialog.getByRole('button', { name: 'Save agent' }).click()
  const panel = page.getByRole('complementary', { name: 'Agent' })
  await expect(panel).toContainText('routing')
  await panel.getByRole('button', { name: 'Check' }).click()
  await expect(panel.getByRole('status')).toContainText('The agent card is valid.')
  card.close()
  card.closeAllConnections()
})

const cardAt = (url: string) => ({
  ...{ name: 'Route Café', description: 'Finds ways.', version: '1', capabilities: {} },
  supportedInterfaces: [{ url, protocolBinding: 'JSONRPC', protocolVersion: '1.0', tenant: '' }],
  ...{ defaultInputModes: [], defaultOutputModes: [] },
  skills: [{ id: 'routing', name: 'Plans routes', description: 'From here to there', tags: ['routing'] }],
})

function portOf(server: Server): number {
  const at = server.address()
  if (at === null || typeof at === 'string') throw new Error('A server has a port')
  return at.port
}

test('every kind of agent has a form that fits a narrow window', async ({ page }) => {
  await page.setViewportSize({ width: 420, height: 800 })
  await openAgents(page)
  for (const kind of ['Model', 'Coding agent', 'Remote agent', 'Person']) {
    await page.getByRole('button', { name: 'Add agent' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: kind }).click()
    await dialog.getByLabel('Name', { exact: true }).fill(`A ${kind}`)
    if (kind === 'Person') await dialog.getByRole('button', { name: 'Add working hours' }).click()
    expect(await listBroken(page), kind).toEqual([])
    expect(await page.evaluate(() => document.body.scrollWidth <= innerWidth), kind).toBe(true)
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await expect(dialog).toBeHidden()
  }
})

test('the agents page shows the matching agents of a task, and skills with a single agent', async ({
  page,
}) => {
  await openAgents(page)
  await page.getByRole('searchbox', { name: 'Search agents' }).fill('reflection')
  await expect(page.getByRole('row')).toHaveCount(2)
  await page.getByText('Skills', { exact: true }).first().click()
  const row = page.getByRole('row', { name: /context_analysis/ })
  await expect(row).toContainText('1 agent only')
  expect(await listBroken(page)).toEqual([])

  await page.getByText('Find a match').click()
  const field = page.getByLabel('Required skills')
  await field.fill('memory search')
  await field.press('Enter')
  const first = page.getByRole('listitem').filter({ hasText: 'Best match' })
  await expect(first).toContainText('Ash')
  await expect(page.getByText('Agent lacks required skills: memory_search.').first()).toBeVisible()
  expect(await listBroken(page)).toEqual([])
  await first.getByRole('button', { name: 'Ash' }).click()
  await expect(page.getByRole('complementary', { name: 'Agent' })).toContainText('Ash')
})
