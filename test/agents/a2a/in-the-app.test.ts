import { TaskState } from '@a2a-js/sdk'
import { describe, expect, it } from 'vitest'
import { systemClock } from '../../../src-main/base/clock.ts'
import type { Agent } from '../../../src-shared/model/agents/agent.ts'
import { bootTestApp } from '../../support/app.ts'
import { createTempDir } from '../../support/engine.ts'
import { createPlayedModel, playedOf } from '../../support/played.ts'
import { type Doing, openRemoteAgent, textPart } from './remote-agent.ts'

type App = Awaited<ReturnType<typeof bootTestApp>>

const rita = (url: string, more: Partial<Agent> = {}) => ({
  id: 'rita',
  name: 'Rita',
  kind: 'a2a' as const,
  skills: ['routing'],
  config: { url },
  ...more,
})
const task = (id: string, more: object = {}) => ({
  task_id: id,
  description: `Do ${id}`,
  required_skills: ['routing'],
  ...more,
})

async function start({ client }: App, url: string, { agent = {}, tasks = [task('a')] as object[] } = {}) {
  const request = { plan_id: 'p', tasks: JSON.parse(JSON.stringify(tasks)) }
  const { runId } = await client.runs.start({ request, roster: [rita(url, agent)] })
  return runId
}

async function until<T>(look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (const end = systemClock.now() + 10_000; ; ) {
    const found = await look()
    if (found !== undefined) return found
    if (systemClock.now() > end) throw new Error('It did not come')
    await systemClock.sleep(20)
  }
}

const statusIs = ({ client }: App, runId: string, wanted: string, taskKey = 'a') =>
  until(async () => {
    const detail = await client.runs.getTask({ runId, taskKey })
    return detail.task.status === wanted ? detail : undefined
  })

const askAndGo = ({ begin, say, text, isContinued }: Doing) => {
  begin()
  if (isContinued) say(TaskState.TASK_STATE_COMPLETED, `Going by ${text}.`)
  else say(TaskState.TASK_STATE_INPUT_REQUIRED, 'By bus or by train?')
}

async function answer(app: App, note: string) {
  const [gate] = await app.client.runs.listApprovals()
  if (gate === undefined) throw new Error('no gate')
  await app.client.runs.answerApproval({ approvalId: gate.id, hash: gate.hash, answer: 'respond', note })
  return gate
}

describe('a remote agent in a run', () => {
  it('asks a person, continues with the answer, and passes its result to dependents', async () => {
    const remote = await openRemoteAgent({ act: askAndGo })
    const app = await bootTestApp()
    const tasks = [task('a'), task('b', { depends_on: ['a'] })]
    const runId = await start(app, remote.url, { tasks })
    await statusIs(app, runId, 'awaiting_input')
    expect(await answer(app, 'bus')).toMatchObject({
      kind: 'agent_question',
      question: 'By bus or by train?',
    })
    const { attempts } = await statusIs(app, runId, 'done')
    expect(attempts.map(({ status }) => status)).toEqual(['parked', 'done'])
    expect(attempts.at(-1)?.result?.text).toBe('Going by bus.')
    await statusIs(app, runId, 'awaiting_input', 'b')
    expect(remote.received.at(-1)?.body).toContain('Going by bus.')
  })

  it('asks before a restart and continues after the restart', async () => {
    const dataDir = createTempDir()
    const remote = await openRemoteAgent({ act: askAndGo })
    const first = await bootTestApp({ dataDir })
    const runId = await start(first, remote.url)
    await statusIs(first, runId, 'awaiting_input')
    await first.close()
    const app = await bootTestApp({ dataDir })
    await answer(app, 'train')
    const { attempts } = await statusIs(app, runId, 'done')
    expect(attempts.at(-1)?.result?.text).toBe('Going by train.')
  })

  it('is cancelled with its task', async () => {
    const remote = await openRemoteAgent({
      act: async ({ begin, canceled }) => {
        begin()
        await canceled
      },
    })
    const app = await bootTestApp()
    const runId = await start(app, remote.url)
    await until(() => (remote.methods().length > 0 ? true : undefined))
    await systemClock.sleep(50)
    await app.client.runs.cancelTask({ runId, taskKey: 'a' })
    const { attempts } = await statusIs(app, runId, 'cancelled')
    expect(attempts.at(-1)?.failure?.message).toContain('The agent stopped.')
    expect(remote.cancels).toHaveLength(1)
  })

  it.each([
    ['resumable', 'done'],
    ['once', 'awaiting_approval'],
  ] as const)(
    'that is %s when a restart interrupts it ends as %s and is not started twice',
    async (effectClass, status) => {
      const dataDir = createTempDir()
      let count = 0
      const go = Promise.withResolvers<void>()
      const remote = await openRemoteAgent({
        act: async ({ begin, say, canceled }) => {
          count += 1
          begin()
          await Promise.race([go.promise, canceled])
          say(TaskState.TASK_STATE_COMPLETED, 'Arrived.')
        },
      })
      const first = await bootTestApp({ dataDir })
      const runId = await start(first, remote.url, { agent: { effectClass } })
      await until(() => (count > 0 ? true : undefined))
      await systemClock.sleep(50)
      await first.close()
      expect(remote.cancels).toHaveLength(effectClass === 'resumable' ? 0 : 1)
      const app = await bootTestApp({ dataDir })
      go.resolve()
      const { attempts } = await statusIs(app, runId, status)
      if (status === 'done') expect(attempts.map(({ result }) => result?.text)).toEqual(['Arrived.'])
      expect(count).toBe(1)
    },
  )

  it('works again when a person sends its result back', async () => {
    let count = 0
    const remote = await openRemoteAgent({
      act: ({ begin, say }) => {
        count += 1
        begin()
        say(TaskState.TASK_STATE_COMPLETED, `Try ${count}.`)
      },
    })
    const app = await bootTestApp()
    const runId = await start(app, remote.url, { tasks: [task('a', { gate: { when: 'after' } })] })
    await statusIs(app, runId, 'awaiting_approval')
    const [gate] = await app.client.runs.listApprovals()
    const { id: approvalId = '', hash = '' } = gate ?? {}
    await app.client.runs.answerApproval({ approvalId, hash, answer: 'run_again' })
    const again = await until(async () => {
      const [next] = await app.client.runs.listApprovals()
      return next === undefined || next.id === approvalId ? undefined : next
    })
    expect(again.subject).toMatchObject({ text: 'Try 2.' })
  })

  it('works again with the reason when its checks fail', async () => {
    let count = 0
    const remote = await openRemoteAgent({
      act: ({ begin, hand, say }) => {
        count += 1
        begin()
        if (count > 1) hand({ name: 'route.md', parts: [textPart('Left.')] })
        say(TaskState.TASK_STATE_COMPLETED, `Try ${count}.`)
      },
    })
    const app = await bootTestApp()
    const checked = {
      done_when: [{ kind: 'file', path: 'route.md' }],
      retry: { max_attempts: 2, first_ms: 0 },
    }
    const runId = await start(app, remote.url, {
      agent: { effectClass: 'repeatable' },
      tasks: [task('a', checked)],
    })
    const { attempts } = await statusIs(app, runId, 'done')
    expect(attempts.map(({ result, failure }) => result?.text ?? failure?.reason)).toEqual([
      'unverified',
      'Try 2.',
    ])
    expect(remote.received.at(-1)?.body).toContain('route.md')
  })

  it('as a reviewer checks each result separately', async () => {
    const seen: string[] = []
    const remote = await openRemoteAgent({
      act: ({ begin, say, text }) => {
        seen.push(text)
        begin()
        say(TaskState.TASK_STATE_COMPLETED, seen.length === 1 ? 'FAIL: too short' : 'PASS: good')
      },
    })
    const { client, ...app } = await bootTestApp({ adapters: [createPlayedModel()] })
    const request = {
      plan_id: 'p',
      tasks: [
        {
          ...task('a', { required_skills: ['writing'] }),
          ...{ done_when: [{ kind: 'reviewer' as const, agent: 'rita' }] },
          retry: { max_attempts: 2, first_ms: 0 },
        },
      ],
    }
    const script = { output: 'a draft' }
    const writer = playedOf({ id: 'wim', name: 'Wim', skills: ['writing'], config: script })
    const { runId } = await client.runs.start({ request, roster: [writer, rita(remote.url)] })
    const { attempts } = await statusIs({ client, ...app }, runId, 'done')
    expect(attempts.map(({ status }) => status)).toEqual(['failed', 'done'])
    expect(attempts[1]?.result?.checks?.[0]?.evidence).toBe('PASS: good')
    for (const text of seen) expect(text).toContain('a draft')
  })

  it('that is unreachable is retried, and completes when it is reachable', async () => {
    let isUp = false
    const remote = await openRemoteAgent({
      intercept: (_request, response) => {
        if (!isUp) response.writeHead(503).end()
        return !isUp
      },
    })
    const app = await bootTestApp()
    const runId = await start(app, remote.url)
    await until(async () => {
      const { attempts } = await app.client.runs.getTask({ runId, taskKey: 'a' })
      return attempts[0]?.failure?.reason === 'unavailable' ? true : undefined
    })
    isUp = true
    const { attempts } = await statusIs(app, runId, 'done')
    expect(attempts.length).toBeGreaterThan(1)
  })

  it('shows the target address in the gate of its task, and the approved address stays in use', async () => {
    const remote = await openRemoteAgent()
    const app = await bootTestApp()
    const headers = { Authorization: 'Bearer env:SWITCHYARD_AGENT_KEY_RITA' }
    const config = { url: remote.url, headers }
    const runId = await start(app, remote.url, {
      agent: { config },
      tasks: [task('a', { requires_approval: true })],
    })
    const { approval } = await statusIs(app, runId, 'awaiting_approval')
    const { id: approvalId = '', hash = '', subject } = approval ?? {}
    expect(subject).toMatchObject({
      remote: { agent: 'rita', url: remote.url, skill: null, headers: ['Authorization'] },
    })
    await app.client.agents.register({ agents: [rita(remote.url)] })
    const stale = app.client.runs.answerApproval({ approvalId, hash, answer: 'approve' })
    await expect(stale).rejects.toMatchObject({ code: 'E_STALE' })
    expect(remote.received).toEqual([])
    const [shown] = await app.client.runs.listApprovals()
    await app.client.runs.answerApproval({ approvalId, hash: shown?.hash ?? '', answer: 'approve' })
    await statusIs(app, runId, 'done')
  })

  it('is refused at registration if its config is invalid, with the field', async () => {
    const { client } = await bootTestApp()
    const headers = { Authorization: 'Bearer sesame' }
    for (const [config, field] of [
      [{}, 'agents[0].config.url'],
      [{ url: 'http://example.com' }, 'agents[0].config.url'],
      [{ url: 'https://example.com', headers }, 'agents[0].config.headers.Authorization'],
      [{ url: 'https://example.com', token: 'x' }, 'agents[0].config.token'],
    ] as const) {
      const agents = [{ ...rita(''), config: JSON.parse(JSON.stringify(config)) }]
      await expect(client.agents.register({ agents }), field).rejects.toMatchObject({ data: { field } })
    }
  })

  it('is created from an imported card, with its skills', async () => {
    const remote = await openRemoteAgent()
    const app = await bootTestApp()
    const text = await (await fetch(`${remote.url}.well-known/agent-card.json`)).text()
    const { agents } = await app.client.agents.importRoster({
      text,
      fileName: 'agent-card.json',
      online: true,
    })
    expect(agents[0]).toMatchObject({ kind: 'a2a', skills: ['routing', 'route_planner'] })
    const { runId } = await app.client.runs.start({ request: { plan_id: 'p', tasks: [task('a')] } })
    const { attempts } = await statusIs(app, runId, 'done')
    expect(attempts.at(-1)).toMatchObject({ agentId: 'route-cafe', result: { text: 'Found a way.' } })
  })
})
