import { describe, expect, it } from 'vitest'
import { accountOf } from '../../../src-main/agents/account-of.ts'
import { systemClock } from '../../../src-main/base/clock.ts'
import { accountOfEntry } from '../../../src-main/models/accounts.ts'
import type { ModelEntry } from '../../../src-main/models/settings.ts'
import type { Json } from '../../../src-shared/model/json.ts'
import { bootTestApp } from '../../support/app.ts'
import { agentOf } from '../../support/engine.ts'
import { createCoders, fakeAgent } from './coders.ts'

const hour = 3_600_000

describe('a coding agent whose account is at its limit', () => {
  it.each(['isAtLimit', 'saysItIsAtLimit'])(
    'fails with the time at which the limit resets: %s',
    async (scenario) => {
      const { failure } = await createCoders().run(scenario)
      expect(failure).toMatchObject({
        reason: 'rate_limited',
        message: expect.stringContaining('Claude AI usage limit reached'),
      })
      expect(Math.abs((failure?.resetAt ?? 0) - systemClock.now() - hour)).toBeLessThan(30_000)
      expect(failure?.hasBegun).toBeUndefined()
    },
  )

  it('reports that the work had begun if a tool was used', async () => {
    const { failure } = await createCoders().run('isAtLimitLater')
    expect(failure).toMatchObject({ reason: 'rate_limited', hasBegun: true })
    expect(failure?.resetAt).toBeUndefined()
  })

  it('fails without a retry if its account has no credit', async () => {
    const { failure } = await createCoders().run('isSpent')
    expect(failure).toMatchObject({
      reason: 'quota_spent',
      message: expect.stringContaining('credit balance'),
    })
  })

  it('may mention limits in its text', async () => {
    const { result } = await createCoders().run('writesAboutLimits')
    expect(result?.text).toContain('usage limit was reached')
  })

  it('starts no more work in the app, also as another agent with the same program and key', async () => {
    const { client } = await bootTestApp()
    const config = { command: [process.execPath, fakeAgent, 'isAtLimit'] }
    const roster = ['ann', 'ben'].map((id) => {
      return {
        id,
        name: id,
        kind: 'acp' as const,
        skills: [id],
        capacity: 1,
        effectClass: 'once' as const,
        config,
      }
    })
    const [first, second] = ['ann', 'ben'].map((id) => {
      return { plan_id: id, tasks: [{ task_id: id, description: 'Do it', required_skills: [id] }] }
    })
    const { runId } = await client.runs.start({ request: first, roster })
    const attemptsAt = async (run: string, taskKey: string) =>
      (await client.runs.getTask({ runId: run, taskKey })).attempts
    for (const until = systemClock.now() + 15_000; ; await systemClock.sleep(20)) {
      const [last] = (await attemptsAt(runId, 'ann')).filter(({ failure }) => failure !== null)
      if (last !== undefined) break
      if (systemClock.now() > until) throw new Error('It was not refused')
    }
    const next = await client.runs.start({ request: second })
    await systemClock.sleep(300)
    const { task } = await client.runs.getTask({ runId: next.runId, taskKey: 'ben' })
    expect(task).toMatchObject({
      status: 'todo',
      reason: { message: expect.stringMatching(/^The account of ben has reached its limit until /) },
    })
    expect(await attemptsAt(next.runId, 'ben')).toEqual([])
    expect(await attemptsAt(runId, 'ann')).toHaveLength(1)
  })
})

describe('the account of an agent', () => {
  const coder = (config: { readonly [key: string]: Json }) => agentOf('x', { kind: 'acp', config })
  const of = (config: { readonly [key: string]: Json }) => accountOf(coder(config), () => null)

  it('is its program with its key, independent of mode, model and permissions', () => {
    const claude = of({ command: ['claude-agent-acp'] })
    expect(of({ command: ['/opt/bin/claude-agent-acp', '--quiet'], mode: 'plan', model: 'x' })).toBe(claude)
    expect(of({ command: ['claude-agent-acp'], passEnv: ['HOME'], env: { COLOR: 'red' } })).toBe(claude)
    for (const other of [
      { command: ['codex-acp'] },
      { command: ['claude-agent-acp'], env: { ANTHROPIC_API_KEY: 'another-key' } },
      { command: ['claude-agent-acp'], passEnv: ['ANTHROPIC_API_KEY'] },
      { command: ['claude-agent-acp'], env: { ANTHROPIC_BASE_URL: 'https://other.example' } },
      { command: ['npx', 'claude-agent-acp'] },
    ])
      expect(of(other)).not.toBe(claude)
    expect(of({ command: ['npx', 'one'] })).not.toBe(of({ command: ['npx', 'two'] }))
  })

  it('of kind model is its provider with its key, independent of the model', () => {
    const entry = (model: string, variable: 'OPENAI_API_KEY' | 'SWITCHYARD_MODEL_KEY'): ModelEntry => ({
      ...{ kind: 'openai', name: model, model },
      apiKey: { from: 'environment', variable },
    })
    const accounts = new Map(
      [entry('a', 'OPENAI_API_KEY'), entry('b', 'OPENAI_API_KEY'), entry('c', 'SWITCHYARD_MODEL_KEY')].map(
        (each) => [each.name, accountOfEntry(each)],
      ),
    )
    const [a, b, c] = ['a', 'b', 'c'].map((model) =>
      accountOf(
        agentOf('x', { kind: 'model', config: { model } }),
        (name) => accounts.get(name ?? '') ?? null,
      ),
    )
    expect(a).toBe(b)
    expect(c).not.toBe(a)
    expect(a).not.toBeNull()
  })

  it('is not shared if the agent has no account', () => {
    expect(accountOf(agentOf('x', { kind: 'command', config: { command: ['ls'] } }), () => null)).toBeNull()
  })
})
