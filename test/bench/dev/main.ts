import { readFileSync, writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { chromium, type Page } from 'playwright-core'
import { chromiumArgs, chromiumExecutable } from '../../support/chromium.ts'
import { type Copy, copySources, type DevApp, startDev } from '../../support/dev-app.ts'
import { callApp } from '../../support/served-app.ts'
import { showPlace } from '../../support/window.ts'
import { machineInWords } from '../report.ts'

const changes = 10
const limits = { first: 5000, component: 1000, engine: 5000 }
const patienceMs = 20_000

/** Changes a component and a message of the engine ten times each, in a copy of the sources. Returns the exit code. */
export async function runBenchDev(): Promise<number> {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
  const browser = await chromium.launch({
    executablePath: await chromiumExecutable(),
    args: [...chromiumArgs],
  })
  const page = await browser.newPage()
  const copy = copySources()
  const everFirst = await startAndShow(page, copy)
  await everFirst.dev.stop()
  const { dev, ms } = await startAndShow(page, copy)
  try {
    const runId = await openRun(page, dev)
    const before = await stateOf(page, dev, runId)
    const component = await changeComponent(page, dev)
    const engine = await changeEngine(dev, runId)
    const after = await stateOf(page, dev, runId)
    const hasKept = isDeepStrictEqual(after, before)
    const isOver = await finish(page, dev, runId)
    const versions = `Chromium ${browser.version()}; load ${loadavg()
      .map((each) => each.toFixed(1))
      .join(' ')}`
    console.log(`${machineInWords()} ${versions}\n`)
    const rows = [
      rowOf('first page, nothing kept from before', [everFirst.ms], limits.first),
      rowOf('first page, as on every other day', [ms], limits.first),
      rowOf('component on screen', component, limits.component),
      rowOf('engine answers', engine, limits.engine),
    ]
    console.log(
      ['| ms | p50 | p90 | max | p90 at most | met |', '| --- | --: | --: | --: | --: | --- |'].join('\n'),
    )
    console.log(rows.map(({ line }) => line).join('\n'))
    console.log(
      `\nWindow state kept over all ${2 * changes} changes: ${hasKept ? 'yes' : 'NO'}\n${JSON.stringify(after)}`,
    )
    console.log(`Open run went on and ended in the same window: ${isOver ? 'yes' : 'NO'}`)
    return hasKept && isOver && rows.every(({ isMet }) => isMet) ? 0 : 1
  } finally {
    await browser.close()
    await dev.stop()
    copy.remove()
  }
}

/** Starts the app and returns the time until the page is usable. */
async function startAndShow(page: Page, copy: Copy): Promise<{ dev: DevApp; ms: number }> {
  const at = performance.now()
  const dev = await startDev(copy)
  await page.goto('about:blank')
  await page.goto(dev.link)
  await page.getByRole('navigation', { name: 'Main' }).waitFor({ timeout: patienceMs })
  return { dev, ms: performance.now() - at }
}

/** A run that is blocked by a gate, with the task's pane open. */
async function openRun(page: Page, dev: DevApp): Promise<string> {
  const letter = { description: 'By post', required_skills: ['posting'] }
  const { runId } = await callApp(dev, ['POST', '/runs'], {
    request: {
      ...{ plan_id: 'letters', title: 'Letters' },
      tasks: [{ task_id: 'send', title: 'Send the letters', ...letter, requires_approval: true }],
    },
    simulate: true,
    roster: [{ id: 'ann', name: 'Ann', kind: 'scripted', skills: ['posting'] }],
  })
  await showPlace(page, `/runs/${runId}`)
  await page.getByRole('button', { name: 'Stop', exact: false }).first().waitFor({ timeout: patienceMs })
  await page.getByText('Send the letters').first().click()
  await page.waitForTimeout(1000)
  await page.evaluate(() => Reflect.set(window, 'sameWindow', true))
  return runId
}

/** State that must survive a change: the page instance, its location, its open panes, and the status of the run. */
async function stateOf(page: Page, dev: DevApp, runId: string): Promise<unknown> {
  const { run } = await callApp(dev, ['GET', `/runs/${runId}`])
  const shown = await page.evaluate(() => ({
    isSame: Reflect.get(window, 'sameWindow') === true,
    place: location.hash,
    panes: [...document.querySelectorAll('main h1, main h2')].map((each) => each.textContent),
  }))
  return { ...shown, status: run.status }
}

async function changeComponent(page: Page, dev: DevApp): Promise<number[]> {
  const file = join(dev.dir, 'src-renderer/features/run/header/run-controls.tsx')
  const text = readFileSync(file, 'utf8')
  const times: number[] = []
  for (let count = 1; count <= changes; count += 1) {
    const mark = `Stop, as changed ${count}`
    const at = performance.now()
    writeFileSync(file, text.replace('{says.stop}\n', `${mark}\n`))
    await page.waitForFunction((wanted) => document.body.innerText.includes(wanted), mark, {
      polling: 'raf',
      timeout: patienceMs,
    })
    times.push(performance.now() - at)
    await page.waitForTimeout(500)
  }
  return times
}

async function changeEngine(dev: DevApp, runId: string): Promise<number[]> {
  const file = join(dev.dir, 'src-main/engine/rules/tasks.ts')
  const text = readFileSync(file, 'utf8')
  const times: number[] = []
  for (let count = 1; count <= changes; count += 1) {
    const mark = `is not held, as changed ${count},`
    const at = performance.now()
    writeFileSync(file, text.replace('is not held', mark))
    for (let said = ''; !said.includes(mark); said = await answerOf(dev, runId)) {
      if (performance.now() - at > patienceMs) throw new Error(`The change did not come: ${said}`)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    times.push(performance.now() - at)
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  return times
}

/** Response through the address of the window; an empty string while the server is stopped. */
const answerOf = (dev: DevApp, runId: string): Promise<string> =>
  fetch(`${new URL(dev.link).origin}/api/v1/runs/${runId}/tasks/send/unblock`, {
    method: 'POST',
    headers: { authorization: `Bearer ${readToken(dev)}`, 'content-type': 'application/json' },
    body: '{}',
  }).then(
    (response) => response.text(),
    () => '',
  )

function readToken({ dataDir }: DevApp): string {
  // The file is missing while the server is stopped.
  try {
    return readFileSync(join(dataDir, 'token'), 'utf8').trim()
  } catch {
    return ''
  }
}

/** Approves the gate, and waits for the end of the run in the window that stayed open. */
async function finish(page: Page, dev: DevApp, runId: string): Promise<boolean> {
  const { tasks } = await callApp(dev, ['GET', `/runs/${runId}`])
  const { approval } = await callApp(dev, ['GET', `/inbox/${tasks[0].approvalId}`])
  await callApp(dev, ['POST', `/approvals/${approval.id}/answer`], { hash: approval.hash, answer: 'approve' })
  return page
    .getByRole('button', { name: /Run again|Again/ })
    .or(page.getByRole('link', { name: /Compare/ }))
    .first()
    .waitFor({ timeout: patienceMs })
    .then(
      () => true,
      () => false,
    )
}

function rowOf(name: string, times: readonly number[], limit: number) {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? 0)
  const isMet = at(0.9) <= limit
  const cells = [name, at(0.5), at(0.9), at(1), limit, isMet ? 'yes' : 'NO']
  return { line: `| ${cells.join(' | ')} |`, isMet }
}
