import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { listBroken } from '../support/axe.ts'
import { openPlace, showPlace } from '../support/window.ts'
import { type GatesApp, openGatesApp } from './gates-app.ts'

let app: GatesApp
let project: string
test.beforeEach(async () => {
  app = await openGatesApp({ isReal: true })
  project = realpathSync(mkdtempSync(join(tmpdir(), 'switchyard-merge-')))
  git('init', '-q', '-b', 'main')
  writeFileSync(join(project, 'a.txt'), 'one\ntwo\nthree\n')
  git('add', '-A')
  git('commit', '-q', '-m', 'First')
})
test.afterEach(async () => {
  await app.stop()
  rmSync(project, { recursive: true, force: true })
})

const who = { NAME: 'Ada', EMAIL: 'ada@example.org' }
const git = (...args: string[]): string =>
  execFileSync('git', ['-C', project, ...args], {
    encoding: 'utf8',
    env: {
      PATH: process.env.PATH,
      ...{ GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
      ...Object.fromEntries(
        Object.entries(who).flatMap(([name, value]) => [
          [`GIT_AUTHOR_${name}`, value],
          [`GIT_COMMITTER_${name}`, value],
        ]),
      ),
    },
  }).trim()

/** Each task writes the text after `=` to the file before `=`. */
async function startRun(workspace: 'worktree' | 'task_worktree', titles: Record<string, string>) {
  const file = join(app.dataDir, 'program.mjs')
  writeFileSync(
    file,
    `import { writeFileSync } from 'node:fs'
    const [name, text] = process.argv[2].split('=')
    if (name === 'wait') setInterval(() => {}, 1000)
    else writeFileSync(name, text + '\\n')`,
  )
  const { runId } = await app.client.runs.start({
    request: {
      ...{ plan_id: 'p', title: 'A plan', workspace, project_folder: project },
      tasks: Object.entries(titles).map(([key, title]) => ({
        ...{ task_id: key, title, description: title, required_skills: [] },
      })),
    },
    roster: [
      {
        ...{ id: 'tool', name: 'Tool', kind: 'command', skills: [], capacity: 4 },
        config: { command: [process.execPath, file, '{task.title}'] },
      },
    ],
  })
  return runId
}

const open = async (page: Page, address: string) => {
  await openPlace(page, app, `/runs/${address}`)
}
const offer = (page: Page) => page.getByRole('button', { name: 'Merge into project…' })
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Merge into project' })
const read = (name: string) => readFileSync(join(project, name), 'utf8')

test('the result of a run is merged once, exactly as previewed', async ({ page }) => {
  const runId = await startRun('worktree', { a: 'a.txt=one' })
  const head = git('rev-parse', 'HEAD')
  await open(page, runId)
  await offer(page).click()
  await expect(dialog(page)).toContainText(`Into main at ${head.slice(0, 10)} in ${project}`)
  await expect(dialog(page).getByRole('region', { name: 'Changed files' })).toContainText('a.txt')
  await expect(dialog(page).getByRole('region', { name: 'Changes' })).toContainText(/-two\s*-three/)
  expect(await listBroken(page)).toEqual([])
  expect(git('rev-parse', 'HEAD')).toBe(head)
  await dialog(page).getByRole('button', { name: 'Merge', exact: true }).click()
  await expect(dialog(page).getByRole('status')).toContainText('Merged into main as')
  expect(read('a.txt')).toBe('one\n')
  expect(git('rev-parse', 'HEAD^1')).toBe(head)
  await dialog(page).getByRole('button', { name: 'Close' }).click()
  await expect(offer(page)).toHaveCount(0)
})

test('a preview from before a change of the project is refused, and merged after another look', async ({
  page,
}) => {
  const runId = await startRun('worktree', { a: 'b.txt=B' })
  await open(page, runId)
  await offer(page).click()
  await expect(dialog(page).getByRole('region', { name: 'Changes' })).toContainText('+B')
  git('commit', '-q', '--allow-empty', '-m', 'Mine')
  await dialog(page).getByRole('button', { name: 'Merge', exact: true }).click()
  await expect(dialog(page).getByRole('alert')).toContainText('E_STALE')
  await dialog(page).getByRole('button', { name: 'Refresh' }).click()
  writeFileSync(join(project, 'a.txt'), 'not committed\n')
  await dialog(page).getByRole('button', { name: 'Merge', exact: true }).click()
  await expect(dialog(page).getByRole('alert')).toContainText('E_DIRTY')
  git('checkout', '-q', 'a.txt')
  await dialog(page).getByRole('button', { name: 'Refresh' }).click()
  await dialog(page).getByRole('button', { name: 'Merge', exact: true }).click()
  await expect(dialog(page).getByRole('status')).toContainText('Merged into main')
})

test('a task with its own worktree is merged during its run; a conflict is named', async ({ page }) => {
  const runId = await startRun('task_worktree', { a: 'a.txt=A', b: 'a.txt=B', c: 'wait=' })
  await open(page, `${runId}?task=a`)
  await offer(page).click()
  await dialog(page).getByRole('button', { name: 'Merge', exact: true }).click()
  await expect(dialog(page).getByRole('status')).toBeVisible()
  await dialog(page).getByRole('button', { name: 'Close' }).click()
  await showPlace(page, `/runs/${runId}?task=b`)
  await offer(page).click()
  await expect(dialog(page).getByRole('alert')).toContainText('a.txt')
  await expect(dialog(page).getByRole('alert')).toContainText('E_CONFLICT')
  await expect(dialog(page).getByRole('button', { name: 'Merge', exact: true })).toBeDisabled()
  expect(read('a.txt')).toBe('A\n')
})

test('a run in plain folders offers no merge', async ({ page }) => {
  const { runId } = await app.client.runs.start({
    request: { plan_id: 'p', tasks: [{ task_id: 'a', description: 'a', required_skills: ['none'] }] },
  })
  await app.client.runs.cancel({ runId })
  await open(page, runId)
  await expect(page.getByRole('button', { name: 'Run again' })).toBeVisible()
  await expect(offer(page)).toHaveCount(0)
})
