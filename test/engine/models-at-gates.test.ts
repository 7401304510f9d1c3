import { describe, expect, it } from 'vitest'
import type { Agent } from '../../src-shared/model/agents/agent.ts'
import type { Json } from '../../src-shared/model/json.ts'
import { agentOf, taskOf } from '../support/engine.ts'
import { requireReplayable } from './sound.ts'
import { answerTo, openStage } from './stage.ts'

const gated = taskOf('g', { requiresApproval: true, requiredSkills: ['cooking'] })
const mo = (config: Json, more: Partial<Agent> = {}) =>
  agentOf('mo', { kind: 'model', effectClass: 'once', skills: ['cooking'], config, ...more })
const register = (...agents: Agent[]) => ({ type: 'agents.register', agents }) as const
const careful = {
  tools: { write_file: 'ask' },
  mcp: [{ name: 'oven', command: ['oven'], env: { HEAT: '200' } }],
}
const bold = { ...careful, mcp: [{ name: 'oven', command: ['oven'], env: { HEAT: '900' } }] }

describe('the gate of a task for a language model', () => {
  it('shows its tools, and no values of variables', async () => {
    const stage = await openStage([gated], { agents: [mo(careful)] })
    expect(stage.gate('g').subject).toMatchObject({
      model: {
        agent: 'mo',
        model: null,
        tools: { write_file: 'ask', read_file: 'allow' },
        servers: [{ name: 'oven', command: ['oven'], url: null, tools: {}, env: ['HEAT'] }],
        config: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    })
    expect(JSON.stringify(stage.gate('g').subject)).not.toContain('200')
  })

  it('refuses an answer to a gate from before a change of the config', async () => {
    const stage = await openStage([gated], { agents: [mo(careful)] })
    const before = stage.gate('g')
    await stage.act(register(mo(bold)))
    expect((await stage.refused(answerTo(before))).code).toBe('E_STALE')
    await stage.act(answerTo(stage.gate('g')))
    expect(stage.working()).toEqual(['g'])
    requireReplayable(stage)
  })

  it('keeps the approved config until the task ends, and gives the task to no other model', async () => {
    const busy = taskOf('b', { requiredSkills: ['cooking'] })
    const stage = await openStage([busy, gated], { agents: [mo(careful, { capacity: 1 })] })
    await stage.act(answerTo(stage.gate('g')))
    expect((await stage.refused(register(mo(bold, { capacity: 1 })))).code).toBe('E_STATE')
    await stage.act(register(mo(bold, { id: 'other', capacity: 9 })))
    expect(stage.working()).toEqual(['b'])
  })
})
