import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Page } from 'playwright-core'
import type { Balance } from '#shared/contract/budgets.ts'
import { decisionOf } from '../decisions/scene.ts'
import { openFakeModelServer, turns } from '../support/fake-model-server.ts'
import { callApp, type ServedApp } from '../support/served-app.ts'
import { type Act, inEnglish, open } from './acts.ts'
import type { Screen } from './screens.ts'

const main = (page: Page) => page.getByRole('main')
const dialogOf = (page: Page) => page.getByRole('dialog').last()
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first()
const press =
  (...names: (string | RegExp)[]): Act =>
  async (page, say = inEnglish) => {
    for (const name of names) await button(page, typeof name === 'string' ? say(name) : name).click()
  }

/** An act that changes stored data of the app. */
const changing =
  (act: (page: Page, app: Pick<ServedApp, 'dataDir'>) => Promise<void>): Act =>
  (page, _say, app) => {
    if (app === undefined) throw new Error('This changes an app, and none is given.')
    return act(page, app)
  }

const failForm = async (page: Page) => {
  await press('Add agent', 'Program')(page)
  const dialog = dialogOf(page)
  await dialog.getByLabel('Name', { exact: true }).fill('Changelog publisher')
  await dialog.getByLabel('Skills', { exact: true }).fill('publishing,')
  await dialog.getByLabel('Program', { exact: true }).fill('./publish-changelog')
  await dialog.getByRole('button', { name: 'Save agent' }).click()
  await dialog.getByRole('alert').first().waitFor()
}

const findCodingAgents = async (page: Page) => {
  await press('Add agent', 'Coding agent', 'Search this machine')(page)
  await dialogOf(page).getByRole('button', { name: 'Use Gemini' }).waitFor()
}

const roster = JSON.stringify({
  agents: [
    { id: 'mo', name: 'Mo', kind: 'model', skills: ['writing', 'editing'], role: 'editor' },
    { id: 'tess', name: 'Tess', kind: 'person', skills: ['testing'] },
    {
      id: 'press',
      name: 'Label printer',
      kind: 'command',
      skills: ['printing'],
      config: { command: ['lp'] },
    },
  ],
})

const previewRoster = async (page: Page) => {
  await button(page, 'Import agents').click()
  await dialogOf(page).getByLabel('Or paste the content').fill(roster)
  await press('Preview')(page)
  await dialogOf(page).getByRole('status').waitFor()
}

const askWho = async (page: Page) => {
  for (const skill of ['backend', 'frontend']) {
    await page.getByLabel('Required skills').fill(skill)
    await page.keyboard.press('Enter')
  }
}

const check = async (page: Page) => {
  await press('Check')(page)
  await page.getByRole('complementary', { name: 'Agent' }).getByRole('status').getByText('Took').waitFor()
}

const openNote = async (page: Page) => {
  await main(page)
    .getByRole('link', { name: /payment provider allows/ })
    .first()
    .click()
  await page.getByRole('complementary', { name: 'Entry' }).getByRole('heading').first().waitFor()
}

const pinAndTag = async (page: Page) => {
  await openNote(page)
  const pane = page.getByRole('complementary', { name: 'Entry' })
  const unpinned = pane.getByRole('button', { name: 'Pin', exact: true })
  if (await unpinned.isVisible()) await unpinned.click()
  await pane.getByRole('button', { name: 'Unpin' }).waitFor()
}

const compare = async (page: Page) => {
  await main(page)
    .getByRole('link', { name: /Spring release/ })
    .first()
    .click()
  await press('Compare with another entry')(page)
  await page.getByText('Select another entry').waitFor()
  await open('link', /Merchant handbook/)(page)
  await page.getByText('Differences').waitFor()
}

/** Runs a model server during `ask`, and closes the server afterwards. */
async function withModelServer(answer: unknown, ask: (baseURL: string) => Promise<void>) {
  const server = await openFakeModelServer([turns.json(answer)], { repeatsLast: true })
  try {
    await ask(server.baseURL)
  } finally {
    await server.close()
  }
}

const model = (name: string, baseURL: string) => ({
  model: { name, kind: 'compatible', model: 'qwen3-coder:30b', baseURL, price: 'free' },
  replaces: null,
})

async function setModels(app: Pick<ServedApp, 'dataDir'>, baseURL: string) {
  for (const { name } of await callApp(app, ['GET', '/models']))
    await callApp(app, ['DELETE', `/models/${name}`])
  await callApp(app, ['PUT', '/models'], model('laptop', baseURL))
  await callApp(app, ['PUT', '/models'], model('far-away', 'http://127.0.0.1:9/v1'))
  await callApp(app, ['PUT', '/models/use/deciding'], { name: 'laptop' })
}

const testModels = (page: Page, app: Pick<ServedApp, 'dataDir'>) =>
  withModelServer({ colour: 'red', code: 'sy-7' }, async (baseURL) => {
    await setModels(app, baseURL)
    await page.reload()
    const rows = page.getByRole('list', { name: 'Models' }).getByRole('listitem')
    await rows.first().getByRole('button', { name: 'Test' }).click()
    await page.getByText('Test passed: answered in').waitFor()
    await rows.last().getByRole('button', { name: 'Test' }).click()
    await page.getByText('Test failed').waitFor()
  })

const testDraft = (page: Page) =>
  withModelServer({ colour: 'red', code: 'sy-7' }, async (baseURL) => {
    await press('Add model')(page)
    const dialog = dialogOf(page)
    await dialog.getByLabel('Address').fill(baseURL)
    await dialog.getByLabel('Name', { exact: true }).fill('office')
    await dialog.getByLabel('Model ID').fill('fake')
    await press('Test connection')(page)
    await dialog.getByText('Test passed').waitFor()
  })

const otherwise = decisionOf({
  action: 'create_task',
  reasoning: 'A first page shows the result earlier than a plan.',
  next_agent_type: 'frontend_developer',
  task_description: 'Build the greeting page',
})

const askAgain = (page: Page, app: Pick<ServedApp, 'dataDir'>) =>
  withModelServer(otherwise, async (baseURL) => {
    await setModels(app, baseURL)
    await open('link', /Write plan.md from scope.md/)(page)
    const pane = page.getByRole('complementary', { name: 'Decision' })
    await pane.getByRole('button', { name: 'Ask again' }).click()
    await pane.getByRole('table', { name: 'Side by side' }).scrollIntoViewIfNeeded()
  })

const mark = async (page: Page) => {
  await open('link', /Write plan.md from scope.md/)(page)
  const bad = page.getByRole('complementary', { name: 'Decision' }).getByRole('button', { name: 'Bad' })
  await bad.scrollIntoViewIfNeeded()
  if ((await bad.getAttribute('aria-pressed')) !== 'true') await bad.click()
}

/** Sets the budget of one project close to its spending, and the other to its spending. */
async function tightenCaps(page: Page, app: Pick<ServedApp, 'dataDir'>) {
  const balances: Balance[] = await callApp(app, ['GET', '/budgets'])
  const cap = (id: string, share: number) => {
    const balance = balances.find(({ key }) => key === `project:${id}`)
    if (balance === undefined) throw new Error(`The seeds spend nothing on ${id}.`)
    const { settledMinor, reservedMinor, currency } = balance
    const amountMinor = Math.ceil((settledMinor + reservedMinor) * share)
    return callApp(app, ['PUT', `/budgets/project/${id}`], { amountMinor, currency })
  }
  await cap('shop', 1.2)
  await cap('northwind', 1)
  await page.reload()
  await main(page).getByText('Used up').first().waitFor()
}

function moveAnEntry({ dataDir }: Pick<ServedApp, 'dataDir'>, byMs: number) {
  const db = new Database(join(dataDir, 'switchyard.sqlite'))
  db.prepare('UPDATE events SET at = at + ? WHERE seq = 40').run(byMs)
  db.close()
}

const changeAnEntry = async (page: Page, app: Pick<ServedApp, 'dataDir'>) => {
  moveAnEntry(app, -1000)
  await press(/^Verify (now|again)$/)(page)
  await page.getByText('Damaged at entry').waitFor()
}

const putEntryBack = async (_page: Page, app: Pick<ServedApp, 'dataDir'>) => moveAnEntry(app, 1000)

const openAnEntry = async (page: Page) => {
  await page.getByRole('grid', { name: 'Log entries' }).getByRole('row').nth(2).click()
  await page.getByRole('complementary', { name: 'Entry' }).getByText('Previous hash').waitFor()
}

const askToRestore = async (page: Page) => {
  const list = page.getByRole('list', { name: 'Backups' })
  if (!(await list.isVisible())) await press('Back up now')(page)
  await list.getByRole('button', { name: 'Restore' }).first().click()
}

const conflictingKeys = async (page: Page) => {
  await page.getByLabel('Search commands').fill('Go to Home')
  await press('Edit keys of Go to Home')(page)
  await page.keyboard.press('Control+k')
}

const wholeGallery = 6700

export const recordScreens: readonly Screen[] = [
  { name: 'agents', place: '/agents' },
  { name: 'agents-who', place: '/agents?view=match' },
  { name: 'agents-who-asked', place: '/agents?view=match', first: askWho, app: 'changed' },
  { name: 'agents-skills', place: '/agents?view=skills' },
  {
    name: 'agents-no-match',
    place: '/agents',
    first: (page) => page.getByLabel('Search agents').fill('zebra'),
    app: 'changed',
  },
  { name: 'agent', place: '/agents?agent=tess' },
  { name: 'agent-long', place: '/agents?agent=scout-of-the-far-archives-and-registers' },
  { name: 'agent-checked', place: '/agents?agent=tess', first: check, app: 'changed' },
  { name: 'agent-form', place: '/agents', first: open('button', 'Add agent') },
  { name: 'agent-form-program', place: '/agents', first: press('Add agent', 'Program'), app: 'changed' },
  { name: 'agent-form-person', place: '/agents', first: press('Add agent', 'Person'), app: 'changed' },
  { name: 'agent-form-error', place: '/agents', first: failForm, app: 'changed' },
  { name: 'agent-found', place: '/agents', first: findCodingAgents, app: 'changed' },
  { name: 'agent-roster', place: '/agents', first: previewRoster, app: 'changed' },
  { name: 'agents-empty', place: '/agents', app: 'unused' },

  { name: 'memory', place: '/memory' },
  { name: 'memory-entry', place: '/memory', first: open('link', /Spring release/) },
  {
    name: 'memory-json',
    place: '/memory',
    first: async (page) => {
      await open('link', /Spring release/)(page)
      await page
        .getByRole('complementary', { name: 'Entry' })
        .getByRole('button', { name: 'JSON', exact: true })
        .click()
    },
    app: 'changed',
  },
  { name: 'memory-found', place: '/memory?q=checkout' },
  { name: 'memory-read', place: '/memory?q=payment', first: openNote, app: 'changed' },
  { name: 'memory-pinned', place: '/memory?q=payment', first: pinAndTag, app: 'changed' },
  {
    name: 'memory-tags',
    place: '/memory?q=payment',
    first: async (page) => {
      await openNote(page)
      await press('Edit tags')(page)
    },
    app: 'changed',
  },
  { name: 'memory-compare', place: '/memory', first: compare, app: 'changed' },
  { name: 'memory-write', place: '/memory', first: press('Write entry'), app: 'changed' },
  { name: 'memory-facets', place: '/memory', first: press('Tag'), app: 'changed' },
  { name: 'memory-none', place: '/memory?q=zebra' },
  { name: 'memory-empty', place: '/memory', app: 'unused' },

  { name: 'decisions', place: '/decisions' },
  { name: 'decision', place: '/decisions', first: open('link', /HTTP endpoint/) },
  { name: 'decision-again', place: '/decisions', first: changing(askAgain), app: 'changed' },
  { name: 'decision-marked', place: '/decisions', first: mark, app: 'changed' },
  { name: 'decisions-none', place: '/decisions?q=zebra' },
  { name: 'decisions-empty', place: '/decisions', app: 'unused' },

  { name: 'money', place: '/money' },
  { name: 'money-below', place: '/money', height: 1250, app: 'changed' },
  { name: 'money-caps', place: '/money', first: changing(tightenCaps), app: 'changed' },
  { name: 'money-cap', place: '/money', first: press('Set budget'), app: 'changed' },
  {
    name: 'money-cap-of',
    place: '/money',
    first: (page) => page.getByRole('grid', { name: 'Budgets' }).getByRole('row').nth(2).click(),
    app: 'changed',
  },
  { name: 'money-ledger', place: '/money?view=ledger' },
  { name: 'money-filtered', place: '/money?view=ledger&agent=otto&kind=settle' },
  { name: 'money-none', place: '/money?view=ledger&agent=otto&from=2001-01-01&to=2001-01-02' },
  { name: 'money-empty', place: '/money', app: 'unused' },
  { name: 'money-ledger-empty', place: '/money?view=ledger', app: 'unused' },

  { name: 'statistics', place: '/statistics' },
  { name: 'statistics-below', place: '/statistics', height: 1500, app: 'changed' },
  {
    name: 'statistics-tables',
    place: '/statistics',
    first: press('Show all as tables'),
    last: press('Show all as charts'),
    height: 1500,
    app: 'changed',
  },
  {
    name: 'statistics-drilled',
    place: `/statistics?drill=${encodeURIComponent(JSON.stringify({ of: 'tasks', status: 'done' }))}`,
    first: (page) => page.getByRole('dialog').waitFor(),
  },
  { name: 'statistics-custom', place: '/statistics?span=custom' },
  { name: 'statistics-empty', place: '/statistics', app: 'unused' },

  { name: 'audit', place: '/audit' },
  { name: 'audit-filtered', place: '/audit?q=type%3Aattempt.finished' },
  { name: 'audit-none', place: '/audit?q=zebra' },
  { name: 'audit-entry', place: '/audit?q=type%3Abudget', first: openAnEntry, app: 'changed' },
  {
    name: 'audit-verified',
    place: '/audit',
    first: async (page) => {
      await press(/^Verify (now|again)$/)(page)
      await page.getByText(/^Intact:/).waitFor()
      await press('Replay check')(page)
      await page.getByText(/^Replay matches:/).waitFor()
    },
    app: 'changed',
  },
  { name: 'audit-first', place: '/audit', app: 'unused' },
  {
    name: 'audit-broken',
    place: '/audit',
    first: changing(changeAnEntry),
    last: changing(putEntryBack),
    app: 'changed',
  },

  ...['general', 'models', 'limits', 'workspaces', 'notifications', 'mail', 'keys', 'data', 'about'].map(
    (section) => ({ name: `settings-${section}`, place: `/settings?section=${section}` }),
  ),
  {
    name: 'settings-data-below',
    place: '/settings?section=data',
    first: press('Preview compaction'),
    height: 1100,
    app: 'changed',
  },
  {
    name: 'settings-models-tested',
    place: '/settings?section=models',
    first: changing(testModels),
    app: 'changed',
  },
  { name: 'settings-model', place: '/settings?section=models', first: testDraft, app: 'changed' },
  { name: 'settings-restore', place: '/settings?section=data', first: askToRestore, app: 'changed' },
  { name: 'settings-key', place: '/settings?section=keys', first: conflictingKeys, app: 'changed' },
  {
    name: 'settings-found',
    place: '/settings',
    first: (page) => page.getByLabel('Search settings').fill('quiet'),
    app: 'changed',
  },
  {
    name: 'settings-none',
    place: '/settings',
    first: (page) => page.getByLabel('Search settings').fill('zebra'),
    app: 'changed',
  },
  {
    name: 'settings-quiet',
    place: '/settings?section=notifications',
    first: (page) => page.getByLabel('Quiet hours').check(),
    app: 'changed',
  },
  { name: 'notices', place: '/statistics', first: press(/notification/i), app: 'changed' },
  { name: 'notices-empty', place: '/statistics', first: press(/notification/i), app: 'unused' },
  { name: 'toast', place: '/gallery', first: press('Show a toast', 'Show a failure'), app: 'changed' },
  { name: 'gallery', place: '/gallery', height: wholeGallery, app: 'changed' },
]
