import { describe, expect, it } from 'vitest'
import type { Agent } from '../../src-shared/model/agents/agent.ts'
import type { Json } from '../../src-shared/model/json.ts'
import { agentOf, taskOf } from '../support/engine.ts'
import { requireReplayable } from './sound.ts'
import { answerTo, openStage } from './stage.ts'

const gated = (skills: string[] = ['cooking']) =>
  taskOf('g', {
    requiresApproval: true,
    requiredSkills: skills,
    title: 'Tom"; rm',
    description: 'two\nlines',
  })
const tool = (config: Json, more: Partial<Agent> = {}) =>
  agentOf('tool', { kind: 'command', effectClass: 'once', skills: ['cooking'], config, ...more })
const cook = { command: ['cook', '--for', '{task.title}', '{workspace}'], env: { OVEN: 'hot' } }
const other = { ...cook, env: { OVEN: 'cold' } }
const register = (...agents: Agent[]) => ({ type: 'agents.register', agents }) as const

describe('the gate of a task for a program', () => {
  it('shows the command, with the placeholders of the task replaced', async () => {
    const stage = await openStage([gated()], { agents: [tool(cook)] })
    expect(stage.gate('g').subject).toEqual({
      title: 'Tom"; rm',
      description: 'two\nlines',
      command: {
        agent: 'tool',
        argv: ['cook', '--for', 'Tom"; rm', '{workspace}'],
        in: 'workspace',
        cwd: '.',
        env: ['OVEN'],
        input: 'json',
        config: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    })
  })

  it('shows only the task if its agent is no program', async () => {
    const stage = await openStage([gated()], { agents: [agentOf('ann', { skills: ['cooking'] })] })
    expect(stage.gate('g').subject).toEqual({ title: 'Tom"; rm', description: 'two\nlines' })
  })

  it('refuses an answer to a gate from before a change of the program or a variable', async () => {
    const stage = await openStage([gated()], { agents: [tool(cook)] })
    const before = stage.gate('g')
    await stage.act(register(tool(other)))
    expect((await stage.refused(answerTo(before))).code).toBe('E_STALE')
    await stage.act(answerTo(stage.gate('g')))
    expect(stage.working()).toEqual(['g'])
    requireReplayable(stage)
  })

  it('is unchanged if its program is registered again without changes', async () => {
    const stage = await openStage([gated()], { agents: [tool(cook)] })
    const before = stage.gate('g')
    await stage.act(register(tool(cook, { capacity: 9 })))
    expect(stage.gate('g')).toEqual(before)
  })

  it('shows a program that was added while the gate was open', async () => {
    const stage = await openStage([gated()], { agents: [agentOf('ann')] })
    const before = stage.gate('g')
    expect(before.subject).not.toHaveProperty('command')
    await stage.act(register(tool(cook)))
    expect(stage.gate('g').subject).toHaveProperty('command.agent', 'tool')
    expect((await stage.refused(answerTo(before))).code).toBe('E_STALE')
  })
})

describe('an approved task', () => {
  const busy = [taskOf('b', { requiredSkills: ['cooking'] }), gated()]

  it('keeps the shown program until it ends', async () => {
    const stage = await openStage(busy, { agents: [tool(cook, { capacity: 1 })] })
    await stage.act(answerTo(stage.gate('g')))
    expect(stage.working()).toEqual(['b'])
    const refused = await stage.refused(register(tool(other, { capacity: 1 })))
    expect(refused).toMatchObject({
      code: 'E_STATE',
      message: expect.stringContaining('Task g was approved'),
    })
  })

  it('is given to no other program', async () => {
    const ann = agentOf('ann', { skills: ['cooking'], capacity: 1 })
    const stage = await openStage(busy, { agents: [ann] })
    await stage.act(answerTo(stage.gate('g')))
    await stage.act(register(tool(cook)))
    expect(stage.working()).toEqual(['b'])
  })

  it('without an agent is given to no later program', async () => {
    const stage = await openStage([gated()], { agents: [agentOf('ann')] })
    await stage.act(answerTo(stage.gate('g')))
    await stage.act(register(tool(cook)))
    expect(stage.working()).toEqual([])
    expect(stage.task('g').reason?.message).toContain('was not part of the approval of this task')
    await stage.act(register(agentOf('bob', { skills: ['cooking'] })))
    expect(stage.working()).toEqual(['g'])
  })
})

describe('a task without required skills', () => {
  it('is given to a program only if the agents for its run include the program', async () => {
    const agents = [tool(cook), agentOf('ann')]
    const open = await openStage([taskOf('a')], { agents })
    expect(open.context('a').agent.id).toBe('ann')
    const named = await openStage([taskOf('a')], { agents, plan: { crew: ['tool'] } })
    expect(named.context('a').agent.id).toBe('tool')
  })
})

describe('the gate of a task for a coding agent', () => {
  const coder = (config: Json) =>
    agentOf('coder', { kind: 'acp', effectClass: 'once', skills: ['cooking'], config })
  const config = { command: ['gemini', '--acp'], passEnv: ['HOME'] }

  it('shows the command and its allowed actions', async () => {
    const stage = await openStage([gated()], { agents: [coder(config)] })
    expect(stage.gate('g').subject).toMatchObject({
      command: {
        agent: 'coder',
        argv: ['gemini', '--acp'],
        env: ['HOME'],
        permissions: { read: 'allow', edit: 'ask', execute: 'ask' },
        config: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    })
  })

  it('refuses an answer to a gate from before a change of the rules', async () => {
    const stage = await openStage([gated()], { agents: [coder(config)] })
    const before = stage.gate('g')
    await stage.act(register(coder({ ...config, permissions: { execute: 'allow' } })))
    expect((await stage.refused(answerTo(before))).code).toBe('E_STALE')
  })

  it('approves only the shown agent', async () => {
    const stage = await openStage([gated()], { agents: [agentOf('ann')] })
    await stage.act(answerTo(stage.gate('g')))
    await stage.act(register(coder(config)))
    expect(stage.working()).toEqual([])
  })
})
