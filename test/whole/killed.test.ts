import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { TaskState } from '@a2a-js/sdk'
import { describe, expect, it, onTestFinished } from 'vitest'
import { systemClock } from '../../src-main/base/clock.ts'
import type { Approval } from '../../src-shared/model/approval.ts'
import type { TaskView } from '../../src-shared/model/task.ts'
import { openRemoteAgent } from '../agents/a2a/remote-agent.ts'
import { fakeAgent } from '../agents/acp/coders.ts'
import { startMailServer } from '../mail/smtp-server.ts'
import { createTempDir } from '../support/engine.ts'
import { openFakeModelServer, type Turn, turns } from '../support/fake-model-server.ts'
import { callApp, type ServedApp, serveApp } from '../support/served-app.ts'
import { listWorkingIn } from '../support/survivors.ts'
import { calls } from '../support/tool-calls.ts'

const write = calls({ name: 'write_file', input: { path: 'a.txt', text: 'hello' } })

/** Servers that outlive the app. Their tasks finish only after `goOn`. */
async function openOthers() {
  let isBack = false
  const go = Promise.withResolvers<void>()
  const turn: Turn = (response, asked) => {
    if (!asked.body.messages.some(({ role }) => role === 'tool')) return write(response, asked)
    if (isBack) turns.says('I wrote a.txt.')(response, asked)
  }
  const model = await openFakeModelServer([turn], { repeatsLast: true })
  onTestFinished(() => model.close())
  const begun: string[] = []
  const remote = await openRemoteAgent({
    async act({ begin, say, text, canceled }) {
      begun.push(/remote-\w+/.exec(text)?.[0] ?? '')
      begin()
      await Promise.race([go.promise, canceled])
      say(TaskState.TASK_STATE_COMPLETED, 'Arrived.')
    },
  })
  const mail = await startMailServer()
  const goOn = () => {
    isBack = true
    go.resolve()
  }
  return { model, remote, begun, mail, goOn }
}

type Others = Awaited<ReturnType<typeof openOthers>>

/** Logs its starts in a file. The first start never ends. */
function counting(starts: string) {
  const file = join(createTempDir(), 'program.mjs')
  writeFileSync(
    file,
    `import { appendFileSync, readFileSync } from 'node:fs'
    const starts = ${JSON.stringify(starts)}
    appendFileSync(starts, process.argv[2] + '\\n')
    const count = readFileSync(starts, 'utf8').split('\\n').filter((each) => each === process.argv[2]).length
    if (count === 1) setInterval(() => {}, 60_000)
    else console.log('again')`,
  )
  return { command: [process.execPath, file, '{task.title}'] }
}

function planOf({ remote }: Others, starts: string) {
  const coder = (scenario: string) => ({ command: [process.execPath, fakeAgent, scenario, starts] })
  const once = { effectClass: 'once' }
  const agents = {
    'program-once': { kind: 'command', config: counting(starts) },
    'program-repeatable': { kind: 'command', config: counting(starts), effectClass: 'repeatable' },
    'coder-asks': { kind: 'acp', config: coder('asks') },
    'coder-once': { kind: 'acp', config: coder('isSilent') },
    'model-once': { kind: 'model', config: {}, ...once },
    'model-repeatable': { kind: 'model', config: {}, effectClass: 'repeatable' },
    'remote-once': { kind: 'a2a', config: { url: remote.url }, ...once },
    'remote-resumable': { kind: 'a2a', config: { url: remote.url }, effectClass: 'resumable' },
    person: { kind: 'person', config: {} },
  }
  const roster = Object.entries(agents).map(([id, agent]) => {
    return { id, name: id, skills: [id.replaceAll('-', '_')], ...agent }
  })
  const task = (task_id: string, skill: string, description = task_id, depends_on: string[] = []) => {
    return { task_id, title: task_id, description, required_skills: [skill], depends_on }
  }
  const tasks = [
    ...roster.map(({ id, skills: [skill = ''] }) => task(id, skill)),
    task('draft', 'communication', 'Draft a mail to ann@example.org saying "Hello"'),
    task('mail', 'send_email', 'Send it', ['draft']),
  ]
  const crew = [...roster.map(({ id }) => id), 'communication', 'mailer']
  return { request: { plan_id: 'p', parallel_limit: 20, tasks }, roster, crew }
}

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (const end = systemClock.now() + 30_000; ; await systemClock.sleep(50)) {
    const found = await look()
    if (found !== undefined) return found
    if (systemClock.now() > end) throw new Error('It did not come')
  }
}

const gatesOf = (app: ServedApp): Promise<Approval[]> => callApp(app, ['GET', '/approvals'])
const tasksOf = async (app: ServedApp, runId: string): Promise<Record<string, string>> => {
  const { tasks }: { tasks: TaskView[] } = await callApp(app, ['GET', `/runs/${runId}`])
  return Object.fromEntries(tasks.map(({ key, status }) => [key, status]))
}
const shown = (gates: readonly Approval[]) =>
  gates.map(({ taskKey, kind, id, hash }) => [taskKey, kind, id, hash].join(' ')).sort()

describe.runIf(process.platform === 'linux')('kill -9 with running agents of all kinds', () => {
  it('ends each attempt by its effect class, keeps open gates, and leaves no process', {
    timeout: 90_000,
  }, async () => {
    const others = await openOthers()
    const starts = join(createTempDir(), 'starts')
    appendFileSync(starts, '')
    const env = {
      SWITCHYARD_MODEL: 'fake',
      SWITCHYARD_MODEL_URL: others.model.baseURL,
      SWITCHYARD_MAIL_URL: `smtp://127.0.0.1:${others.mail.port}`,
      SWITCHYARD_MAIL_FROM: 'crew@example.org',
    }
    const dataDir = createTempDir()
    const first = await serveApp({ dataDir, env })
    onTestFinished(() => first.kill())
    const { runId } = await callApp(first, ['POST', '/runs'], planOf(others, starts))
    const open = await until(async () => {
      const gates = await gatesOf(first)
      const isAtWork =
        others.model.asked.length >= 4 && others.begun.length === 2 && listWorkingIn(dataDir).length >= 4
      const hasReady = existsSync(join(dataDir, 'workspaces', runId, 'ready'))
      return gates.length === 3 && isAtWork && hasReady ? gates : undefined
    })
    await first.kill()
    // A waiting coding agent may already have seen the end of its input.
    expect(listWorkingIn(dataDir).length).toBeGreaterThanOrEqual(3)
    others.goOn()

    const second = await serveApp({ dataDir, env })
    onTestFinished(() => second.kill())
    const tasks = await until(async () => {
      const now = await tasksOf(second, runId)
      const isSettled = !Object.values(now).includes('in_progress') && !Object.values(now).includes('todo')
      return isSettled ? now : undefined
    })
    expect(tasks).toEqual({
      ...{ 'program-once': 'awaiting_approval', 'program-repeatable': 'done' },
      ...{ 'coder-asks': 'awaiting_input', 'coder-once': 'awaiting_approval' },
      ...{ 'model-once': 'awaiting_approval', 'model-repeatable': 'done' },
      ...{ 'remote-once': 'awaiting_approval', 'remote-resumable': 'done' },
      ...{ person: 'awaiting_input', draft: 'done', mail: 'awaiting_input' },
    })
    expect(listWorkingIn(dataDir)).toEqual([])
    const gates = await gatesOf(second)
    expect(shown(gates)).toEqual(expect.arrayContaining(shown(open)))
    const uncertain = gates.filter(({ kind }) => kind === 'uncertain_outcome')
    expect(uncertain.map(({ taskKey }) => taskKey).sort()).toEqual([
      ...['coder-once', 'model-once', 'program-once', 'remote-once'],
    ])

    for (const { id, hash, kind, taskKey, assignee } of gates) {
      const words = {
        uncertain_outcome: taskKey === 'program-once' ? 'run_again' : 'happened',
        agent_question: 'respond',
      }
      const answer = kind === 'uncertain_outcome' || kind === 'agent_question' ? words[kind] : 'approve'
      const by = assignee === null ? {} : { by: assignee }
      await callApp(second, ['POST', `/approvals/${encodeURIComponent(id)}/answer`], { hash, answer, ...by })
    }
    const { run } = await until(async () => {
      const detail = await callApp(second, ['GET', `/runs/${runId}`])
      return detail.run.endedAt === null ? undefined : detail
    })
    expect([run.status, ...new Set(Object.values(await tasksOf(second, runId)))]).toEqual(['done', 'done'])
    const coder = await callApp(second, ['GET', `/runs/${runId}/tasks/coder-asks`])
    expect(coder.attempts.at(-1).result.text).toBe('chosen: yes')
    expect(others.mail.received).toHaveLength(1)
    expect(others.begun.toSorted()).toEqual(['remote-once', 'remote-resumable'])
    const programs = readFileSync(starts, 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('program-'))
    expect(programs.toSorted()).toEqual([
      ...['program-once', 'program-once', 'program-repeatable', 'program-repeatable'],
    ])
    expect(listWorkingIn(dataDir)).toEqual([])
    expect(await callApp(second, ['GET', '/audit/replay'])).toMatchObject({ equal: true })
  })
})
