import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { systemClock } from '../../src-main/base/clock.ts'
import { appRoot } from '../../src-main/hosts/app-root.ts'
import { readMailServer } from '../../src-main/mail/mailer.ts'
import { rosterSchema } from '../../src-shared/contract/agents.ts'
import { buildRequestSchema } from '../../src-shared/contract/compat/seed.ts'
import { ok } from '../../src-shared/result.ts'
import { settingsAt } from '../agents/model/harness.ts'
import { startMailServer } from '../mail/smtp-server.ts'
import { bootTestApp } from '../support/app.ts'
import { openFakeModelServer, turns } from '../support/fake-model-server.ts'
import { calls } from '../support/tool-calls.ts'

const read = (name: string) =>
  JSON.parse(readFileSync(join(appRoot, 'resources/samples/programs', name), 'utf8'))

const leap = 'export const isLeapYear = (year) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)\n'
const leapTest = `
  import assert from 'node:assert'
  import { test } from 'node:test'
  import { isLeapYear } from './leap.mjs'
  test('it knows 1900', () => assert.equal(isLeapYear(1900), false))`

const write = (path: string, text: string) => ({ name: 'write_file', input: { path, text } })

/** Runs the shipped sample to its end, with the answers of a person. */
async function run(release: 'yes' | 'no') {
  const model = await openFakeModelServer([
    calls([write('leap.mjs', leap), write('leap.test.mjs', leapTest)]),
    turns.says('I wrote leap.mjs with its test.'),
  ])
  onTestFinished(() => model.close())
  const { port, received } = await startMailServer()
  const mailServer = readMailServer({
    SWITCHYARD_MAIL_URL: `smtp://127.0.0.1:${port}`,
    SWITCHYARD_MAIL_FROM: 'me@example.org',
  })
  const { client } = await bootTestApp({
    config: {
      ...{ models: ok(settingsAt(model.baseURL)), readModelKey: async () => null, mailServer },
      readVariables: () => ({ PATH: dirname(process.execPath) }),
    },
  })
  const { runId } = await client.runs.start({
    request: buildRequestSchema.parse(read('crew.plan.json')),
    roster: rosterSchema.parse(read('crew.agents.json')).agents,
  })
  for (const end = systemClock.now() + 20_000; ; await systemClock.sleep(20)) {
    const { run, tasks } = await client.runs.get({ runId })
    const statuses = Object.fromEntries(tasks.map(({ key, status }) => [key, status]))
    if (run.endedAt !== null) return { status: run.status, statuses, received }
    if (systemClock.now() > end)
      throw new Error(JSON.stringify(tasks.map(({ key, reason }) => [key, reason])))
    for (const { id: approvalId, hash, form } of await client.runs.listApprovals()) {
      const said =
        form.length > 0
          ? ({ answer: 'respond', response: { release } } as const)
          : ({ answer: 'approve' } as const)
      await client.runs.answerApproval({ approvalId, hash, ...said })
    }
  }
}

describe('the sample of a leap year module', () => {
  it('is written, tested, signed off and announced', async () => {
    const { status, statuses, received } = await run('yes')
    expect([status, statuses]).toEqual(['done', { write: 'done', sign: 'done', draft: 'done', send: 'done' }])
    expect(received[0]?.text).toContain('isLeapYear is written and tested.')
  })

  it('is not announced after a rejection', async () => {
    const { statuses, received } = await run('no')
    expect(statuses).toEqual({ write: 'done', sign: 'done', draft: 'skipped', send: 'skipped' })
    expect(received).toEqual([])
  })
})
