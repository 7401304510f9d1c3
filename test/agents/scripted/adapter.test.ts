import { describe, expect, it } from 'vitest'
import { createScriptedAdapter } from '../../../src-main/agents/scripted/adapter.ts'
import { createManualClock } from '../../../src-main/base/clock.ts'
import type { AttemptContext, AttemptSignal } from '../../../src-main/engine/ports.ts'
import type { Agent } from '../../../src-shared/model/agents/agent.ts'
import { agentOf } from '../../support/engine.ts'
import { collect, contextOf } from '../builders.ts'

const start = Date.UTC(2026, 0, 1)

/** Plays a script with a manual clock, and records the time of each signal. */
function play(config: Agent['config'], overrides: Partial<AttemptContext> = {}) {
  const clock = createManualClock(start)
  const controller = new AbortController()
  const context = contextOf({ agent: agentOf('sam', { config }), ...overrides })
  const said: { after: number; signal: AttemptSignal }[] = []
  const ended = (async () => {
    for await (const signal of createScriptedAdapter({ clock }).start(context, controller.signal)) {
      said.push({ after: clock.now() - start, signal })
    }
  })()
  return { clock, controller, said, ended, last: () => said.at(-1) }
}

async function outcomeOf(config: Agent['config'], overrides: Partial<AttemptContext> = {}) {
  const playing = play(config, overrides)
  await playing.clock.advance(1_000_000)
  await playing.ended
  const last = playing.last()
  if (last === undefined) throw new Error('nothing was said')
  return last
}
const failureOf = async (config: Agent['config']) => {
  const { signal } = await outcomeOf(config)
  if (signal.type !== 'failure') throw new Error('did not fail')
  return signal.failure
}

describe('a simulated agent', () => {
  it('spends its duration in equal steps, each with a log line and progress', async () => {
    const { clock, ended, said } = play({ durationMs: 1000, steps: 3 })
    await clock.advance(1000)
    await ended
    expect(said.map(({ after, signal }) => [after, signal])).toEqual([
      [333, { type: 'log', level: 'info', text: 'Step 1 of 3' }],
      [333, { type: 'progress', percent: 33 }],
      [666, { type: 'log', level: 'info', text: 'Step 2 of 3' }],
      [666, { type: 'progress', percent: 67 }],
      [1000, { type: 'log', level: 'info', text: 'Step 3 of 3' }],
      [1000, { type: 'progress', percent: 100 }],
      [
        1000,
        {
          type: 'result',
          result: {
            text: 'Simulated task-001: A task',
            data: { scripted: true, attempt: 1, durationMs: 1000 },
          },
        },
      ],
    ])
  })

  it('finishes immediately and silently with an empty script', async () => {
    const { ended, said } = play({})
    await ended
    expect(said).toMatchObject([{ after: 0, signal: { type: 'result' } }])
  })

  it('replaces the placeholders of its output once', async () => {
    const { signal } = await outcomeOf(
      { output: '{key} | {title} | {description} | {other}' },
      { title: 'the {key} $& of', description: 'Wörter 🌍' },
    )
    expect(signal).toMatchObject({ result: { text: 'task-001 | the {key} $& of | Wörter 🌍 | {other}' } })
  })

  it('takes a duration within the range that depends only on the key', async () => {
    const config = { durationMs: { min: 900, max: 1600 } }
    const times = await Promise.all(
      ['a', 'b', 'c', 'd', 'a'].map(async (taskKey) => (await outcomeOf(config, { taskKey })).after),
    )
    expect(times.every((time) => time >= 900 && time <= 1600)).toBe(true)
    expect(new Set(times).size).toBeGreaterThan(1)
    expect(times[4]).toBe(times[0])
    expect((await outcomeOf({ durationMs: { min: 5, max: 5 } })).after).toBe(5)
  })

  it('fails as often as configured, after its duration', async () => {
    const config = { durationMs: 10, fail: { firstAttempts: 2, message: 'No disk for {key}' } }
    for (const attemptNumber of [1, 2]) {
      expect(await outcomeOf(config, { attemptNumber })).toEqual({
        after: 10,
        signal: { type: 'failure', failure: { reason: 'agent_error', message: 'No disk for task-001' } },
      })
    }
    expect((await outcomeOf(config, { attemptNumber: 3 })).signal.type).toBe('result')
    expect((await outcomeOf({ fail: {} }, { attemptNumber: 99 })).signal.type).toBe('failure')
  })

  it('fails only the configured tasks', async () => {
    const config = { fail: { keys: ['api'] } }
    expect((await outcomeOf(config, { taskKey: 'api' })).signal.type).toBe('failure')
    expect((await outcomeOf(config, { taskKey: 'page' })).signal.type).toBe('result')
  })

  it("prefers the task's own part of the script", async () => {
    const config = {
      durationMs: 50,
      steps: 5,
      output: 'general',
      byKey: {
        api: { durationMs: 20, output: 'own', log: ['reading {key}', 'writing'] },
        page: { fail: {} },
      },
    }
    const { clock, ended, said } = play(config, { taskKey: 'api' })
    await clock.advance(20)
    await ended
    const lines = said.flatMap(({ after, signal }) => (signal.type === 'log' ? [[after, signal.text]] : []))
    expect(lines).toEqual([
      [10, 'reading api'],
      [20, 'writing'],
    ])
    expect(said.at(-1)).toMatchObject({ after: 20, signal: { result: { text: 'own' } } })
    expect(await outcomeOf(config, { taskKey: 'page' })).toMatchObject({
      after: 50,
      signal: { type: 'failure' },
    })
    expect(await outcomeOf(config, { taskKey: 'toString' })).toMatchObject({
      signal: { result: { text: 'general' } },
    })
  })

  it('stops immediately when it is aborted', async () => {
    const { clock, controller, ended, said } = play({ durationMs: 1000, steps: 2 })
    await clock.advance(500)
    controller.abort(new Error('cancelled'))
    await expect(ended).rejects.toThrow('cancelled')
    expect(said.map(({ signal }) => signal.type)).toEqual(['log', 'progress'])
    expect(clock.now() - start).toBe(500)
  })

  it('does not start when it is aborted before, also without a duration', async () => {
    const adapter = createScriptedAdapter({ clock: createManualClock() })
    const aborted = AbortSignal.abort(new Error('cancelled'))
    await expect(collect(adapter, contextOf(), aborted)).rejects.toThrow('cancelled')
  })
})

describe('an invalid script', () => {
  it('fails with the position and the accepted values', async () => {
    expect(await failureOf({ durationMS: 5 })).toEqual({
      reason: 'bad_script',
      message:
        'Invalid config of agent sam: config.durationMS: Unknown field "durationMS". Did you mean "durationMs"?',
    })
    const places: [Agent['config'], string][] = [
      [{ durationMs: -1 }, 'config.durationMs'],
      [{ durationMs: 'fast' }, 'config.durationMs'],
      [{ durationMs: { min: 1 } }, 'config.durationMs.max'],
      [{ durationMs: { min: 5, max: 1 } }, 'config.durationMs'],
      [{ steps: 1.5 }, 'config.steps'],
      [{ fail: { firstAttempts: 0 } }, 'config.fail.firstAttempts'],
      [{ byKey: { 'task-001': { log: [1] } } }, 'config.byKey.task-001.log[0]'],
      [{ byKey: { api: { outputs: '' } } }, 'config.byKey.api.outputs'],
      [[], 'config'],
      ['slow', 'config'],
      [null, 'config'],
    ]
    for (const [config, place] of places) {
      const { reason, message } = await failureOf(config)
      expect(reason).toBe('bad_script')
      expect(message).toContain(`Invalid config of agent sam: ${place}: `)
    }
  })
})
