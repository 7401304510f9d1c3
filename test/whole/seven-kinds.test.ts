import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { TaskState } from '@a2a-js/sdk'
import { describe, expect, it, onTestFailed, onTestFinished } from 'vitest'
import { systemClock } from '../../src-main/base/clock.ts'
import { readMailServer } from '../../src-main/mail/mailer.ts'
import type { Approval } from '../../src-shared/model/approval.ts'
import type { Transaction } from '../../src-shared/model/money.ts'
import type { TaskView } from '../../src-shared/model/task.ts'
import { ok } from '../../src-shared/result.ts'
import { openRemoteAgent, textPart } from '../agents/a2a/remote-agent.ts'
import { entryAt } from '../agents/model/harness.ts'
import { createRepository, gitIn } from '../agents/workspace/repository.ts'
import { startMailServer } from '../mail/smtp-server.ts'
import { serveTestApp } from '../support/app.ts'
import { openFakeCodingModel } from '../support/fake-coding-model.ts'
import { openFakeModelServer, turns } from '../support/fake-model-server.ts'
import { findOpencode, opencodeEnv } from '../support/opencode.ts'
import { listWorkingIn } from '../support/survivors.ts'
import { calls } from '../support/tool-calls.ts'

const opencode = findOpencode()
if (opencode === null) console.warn('skipped: no opencode for this machine in node_modules')

const wrong = 'export const sum = (a, b) => a - b\n'
const right = 'export const sum = (a, b) => a + b\n'
const repository = {
  'package.json': '{ "type": "module" }\n',
  'sum.js': wrong,
  'sum.test.js': `
    import assert from 'node:assert'
    import { test } from 'node:test'
    import { sum } from './sum.js'
    test('it adds', () => assert.equal(sum(2, 3), 5))`,
}

/** A remote reviewer: returns FAIL for a result without a diff, and writes a review of its input. */
async function openReviewer() {
  const sent: string[][] = []
  const remote = await openRemoteAgent({
    act({ begin, say, hand, text, message }) {
      begin()
      const files = message.parts.map(({ filename }) => filename).filter((name) => name !== '')
      sent.push(files)
      if (text.includes('PASS or FAIL')) {
        const isShown = files.includes('changes.diff')
        return say(TaskState.TASK_STATE_COMPLETED, isShown ? 'PASS: it adds' : 'FAIL: no diff')
      }
      hand({ name: 'review.md', parts: [textPart('It adds now.\n')] })
      say(TaskState.TASK_STATE_COMPLETED, 'Reviewed: it adds now.')
    },
  })
  return { url: remote.url, sent }
}

/** All external services, on loopback. */
async function openWorld() {
  const project = createRepository(repository)
  const model = await openFakeModelServer([
    calls({ name: 'write_file', input: { path: 'spec.md', text: 'sum(a, b) gives a + b\n' } }),
    turns.says('I wrote spec.md.'),
  ])
  onTestFinished(() => model.close())
  const coding = await openFakeCodingModel([
    { call: 'read', arguments: { filePath: 'sum.js' } },
    { call: 'edit', arguments: { filePath: 'sum.js', oldString: 'a - b', newString: 'a + b' } },
    { say: 'sum adds now.' },
  ])
  onTestFinished(() => coding.close())
  const [reviewer, mail] = [await openReviewer(), await startMailServer()]
  const entry = { ...entryAt(model.baseURL), price: '1000/2000 USD' }
  const settings = { entries: [entry], use: { planning: null, deciding: null, working: entry.name } }
  const mailServer = readMailServer({
    SWITCHYARD_MAIL_URL: `smtp://127.0.0.1:${mail.port}`,
    SWITCHYARD_MAIL_FROM: 'crew@example.org',
  })
  const served = await serveTestApp({
    config: { models: ok(settings), readModelKey: async () => null, mailServer },
  })
  return { ...served, project, model, coding, reviewer, mail }
}

type World = Awaited<ReturnType<typeof openWorld>>

const priceOf = (amountMinor: number) => ({ price: { amountMinor, currency: 'USD' } })

const rosterOf = ({ coding, reviewer }: World) => [
  {
    ...{ id: 'mo', name: 'Mo', kind: 'model', skills: ['spec'] },
    ...priceOf(100),
  },
  {
    ...{ id: 'coder', name: 'Coder', kind: 'acp', skills: ['coding'] },
    ...priceOf(500),
    config: {
      command: [opencode ?? '', 'acp'],
      env: opencodeEnv(coding.baseURL, { input: 10_000, output: 20_000 }),
    },
  },
  {
    ...{ id: 'tests', name: 'Tests', kind: 'command', skills: ['testing'], effectClass: 'repeatable' },
    config: { command: [process.execPath, '--test'] },
    ...priceOf(0),
  },
  {
    ...{ id: 'rita', name: 'Rita', kind: 'a2a', skills: ['review'] },
    config: { url: reviewer.url },
    ...priceOf(40),
  },
  {
    ...{ id: 'ann', name: 'Ann', kind: 'person', skills: ['sign_off'], ...priceOf(0) },
    config: {
      form: [{ key: 'risk', label: 'Risk', type: 'choice', options: ['low', 'high'], required: true }],
    },
  },
  { id: 'porter', name: 'Porter', kind: 'external', skills: ['release'], ...priceOf(0) },
]

const planOf = (project: string) => {
  const task = (task_id: string, skill: string, depends_on: string[], description: string) => ({
    ...{ task_id, title: task_id, description, required_skills: [skill], depends_on },
  })
  return {
    ...{ plan_id: 'seven', title: 'Mend sum', project_folder: project, workspace: 'worktree' },
    budget: { amount_minor: 10_000, currency: 'USD' },
    tasks: [
      task('spec', 'spec', [], 'Write down what sum does.'),
      {
        ...task('edit', 'coding', ['spec'], 'Make sum do what the spec says.'),
        done_when: [
          { kind: 'file', path: 'sum.js', contains: 'a + b' },
          { kind: 'command', agent: 'tests' },
          { kind: 'reviewer', agent: 'rita' },
        ],
      },
      task('test', 'testing', ['edit'], 'Run the tests.'),
      task('review', 'review', ['edit', 'test'], 'Review the change.'),
      task('sign', 'sign_off', ['review'], 'May it go out?'),
      task('release', 'release', ['sign'], 'Carry it out.'),
      task('draft', 'communication', ['release'], 'Draft a mail to ann@example.org saying "Sum adds now"'),
      task('send', 'send_email', ['draft'], 'Send it.'),
    ],
  }
}

async function startRun(world: World): Promise<string> {
  const roster = rosterOf(world)
  const crew = [...roster.map(({ id }) => id), 'communication', 'mailer']
  const started = await world.call('POST', '/api/v1/runs', { request: planOf(world.project), roster, crew })
  if (started.status !== 200) throw new Error(JSON.stringify(started.body))
  return started.body.runId
}

/** Answers every gate over REST, and acts as the external worker until the run ends. Returns the gates in order. */
async function liveThrough({ call }: World, runId: string, onGate: (gate: Approval) => void) {
  const gates: Approval[] = []
  const release = encodeURIComponent(`${runId}/release`)
  let tasks: readonly TaskView[] = []
  // No own time limit, because real programs can be slow on a busy machine. Only the test's timeout applies.
  onTestFailed(() => console.error(tasks.map(({ key, status, reason }) => [key, status, reason])))
  for (; ; await systemClock.sleep(30)) {
    const { body: detail } = await call('GET', `/api/v1/runs/${runId}`)
    if (detail.run.endedAt !== null) return { gates, detail }
    tasks = detail.tasks
    const { body: open } = await call('GET', '/api/v1/approvals')
    for (const gate of open) {
      onGate(gate)
      gates.push(gate)
      const form = gate.form.length > 0
      const said = form
        ? { answer: 'respond', response: { risk: 'low' }, note: 'Fine', by: 'Ann' }
        : { answer: 'approve' }
      const path = `/api/v1/approvals/${encodeURIComponent(gate.id)}/answer`
      const answered = await call('POST', path, { hash: gate.hash, ...said })
      if (answered.status !== 200) throw new Error(JSON.stringify(answered.body))
    }
    const { body: selected } = await call('POST', '/api/v1/work/agents/porter/select', {})
    if (selected.task === null) continue
    const taken = await call('POST', `/api/v1/work/agents/porter/tasks/${release}/execute`, {})
    const { token } = taken.body
    await call('POST', `/api/v1/work/tasks/${release}/complete`, {
      token,
      status: 'completed',
      output: 'Out.',
    })
  }
}

const settledOf = (transactions: readonly Transaction[], taskKey: string): number =>
  transactions
    .filter((each) => each.kind === 'settle' && each.taskKey === taskKey)
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0)

const told = ['attempt.finished', 'attempt.asked', 'approval.answered']

describe.runIf(opencode !== null)('a plan with agents of seven kinds', () => {
  it('succeeds, and changes the project only through an approved merge', {
    timeout: 300_000,
  }, async () => {
    const world = await openWorld()
    const { call, app, project } = world
    const sumIn = (folder: string) => readFileSync(join(folder, 'sum.js'), 'utf8')
    const runId = await startRun(world)
    const tree = join(app.dataDir, 'workspaces', runId, 'tree')
    const { gates, detail } = await liveThrough(world, runId, ({ taskKey }) => {
      if (taskKey === 'edit') expect(sumIn(tree)).toBe(wrong)
      if (taskKey === 'send') expect(world.mail.received).toEqual([])
    })

    const statuses = detail.tasks.map((task: { key: string; status: string }) => `${task.key} ${task.status}`)
    expect([detail.run.status, ...statuses]).toEqual([
      'done',
      ...planOf('').tasks.map((each) => `${each.task_id} done`),
    ])
    expect(gates.map(({ taskKey, kind }) => `${taskKey} ${kind}`)).toEqual([
      'edit permission',
      'sign agent_question',
      'send permission',
    ])
    expect(gates[0]?.subject).toMatchObject({
      kind: 'edit',
      changes: [{ path: join(tree, 'sum.js'), oldText: wrong, newText: right }],
    })
    expect(gates[2]?.subject).toMatchObject({
      to: ['ann@example.org'],
      body: expect.stringContaining('Sum adds now'),
    })

    // Each task received the results of its dependencies.
    const prompted = JSON.stringify(world.coding.chats[0]?.messages)
    expect(prompted).toContain('sum(a, b) gives a + b')
    expect(world.reviewer.sent).toEqual([
      ['spec.md', 'changes.diff', 'sum.js', 'changes.diff'],
      ['sum.js', 'changes.diff'],
    ])
    expect(world.mail.received).toHaveLength(1)

    const { body: edit } = await call('GET', `/api/v1/runs/${runId}/tasks/edit`)
    expect(edit.attempts.at(-1).result.checks.map(({ isMet }: { isMet: boolean }) => isMet)).toEqual([
      true,
      true,
      true,
    ])
    const { body: signed } = await call('GET', `/api/v1/runs/${runId}/tasks/sign`)
    expect(signed.attempts.at(-1).result).toMatchObject({ text: 'Fine', data: { answer: { risk: 'low' } } })

    // Two turns with 120 input and 30 output tokens, and three with 11 and 7.
    const { body: transactions } = await call('GET', `/api/v1/transactions?runId=${runId}&limit=1000`)
    expect(settledOf(transactions, 'spec')).toBe(36)
    expect(settledOf(transactions, 'edit')).toBe(75)

    expect(settledOf(transactions, 'review')).toBe(40)

    const { body: events } = await call('GET', `/api/v1/events?runId=${runId}&limit=1000`)
    const story = events
      .toReversed()
      .filter(({ type }: { type: string }) => told.includes(type))
      .map(({ type, taskKey }: { type: string; taskKey: string | null }) => `${type} ${taskKey}`)
    expect(story).toEqual([
      ...['attempt.finished spec', 'attempt.asked edit', 'approval.answered edit', 'attempt.finished edit'],
      ...['attempt.finished test', 'attempt.finished review'],
      ...['attempt.asked sign', 'approval.answered sign', 'attempt.finished sign'],
      ...['attempt.finished release', 'attempt.finished draft'],
      ...['attempt.asked send', 'approval.answered send', 'attempt.finished send'],
    ])
    expect(listWorkingIn(app.dataDir)).toEqual([])

    expect([sumIn(project), gitIn(project, 'status', '--porcelain')]).toEqual([wrong, ''])
    const { body: preview } = await call('GET', `/api/v1/runs/${runId}/merge`)
    expect(preview.changes.files.map(({ path }: { path: string }) => path)).toEqual(['spec.md', 'sum.js'])
    expect(sumIn(project)).toBe(wrong)
    await call('POST', `/api/v1/runs/${runId}/merge`, { hash: preview.hash, by: 'Ada' })
    expect([sumIn(project), gitIn(project, 'status', '--porcelain')]).toEqual([right, ''])
    expect(await app.client.audit.replay()).toMatchObject({ equal: true })
  })
})
