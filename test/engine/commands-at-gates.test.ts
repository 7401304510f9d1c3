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

describe('the gate of a task that a program does', () => {
  it('shows what would be started, with the places filled that the task fills', async () => {
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

  it('shows the task alone where no program does it', async () => {
    const stage = await openStage([gated()], { agents: [agentOf('ann', { skills: ['cooking'] })] })
    expect(stage.gate('g').subject).toEqual({ title: 'Tom"; rm', description: 'two\nlines' })
  })

  it('refuses an answer to what was shown before the program changed, be it a value of a variable', async () => {
    const stage = await openStage([gated()], { agents: [tool(cook)] })
    const before = stage.gate('g')
    await stage.act(register(tool(other)))
    expect((await stage.refused(answerTo(before))).code).toBe('E_STALE')
    await stage.act(answerTo(stage.gate('g')))
    expect(stage.working()).toEqual(['g'])
    requireReplayable(stage)
  })

  it('stays as it was when its program is registered again as it is', async () => {
    const stage = await openStage([gated()], { agents: [tool(cook)] })
    const before = stage.gate('g')
    await stage.act(register(tool(cook, { capacity: 9 })))
    expect(stage.gate('g')).toEqual(before)
  })

  it('shows a program that came while it waited', async () => {
    const stage = await openStage([gated()], { agents: [agentOf('ann')] })
    const before = stage.gate('g')
    expect(before.subject).not.toHaveProperty('command')
    await stage.act(register(tool(cook)))
    expect(stage.gate('g').subject).toHaveProperty('command.agent', 'tool')
    expect((await stage.refused(answerTo(before))).code).toBe('E_STALE')
  })
})

describe('a task that was approved', () => {
  const busy = [taskOf('b', { requiredSkills: ['cooking'] }), gated()]

  it('keeps the program that was shown, until it is over', async () => {
    const stage = await openStage(busy, { agents: [tool(cook, { capacity: 1 })] })
    await stage.act(answerTo(stage.gate('g')))
    expect(stage.working()).toEqual(['b'])
    const refused = await stage.refused(register(tool(other, { capacity: 1 })))
    expect(refused).toMatchObject({
      code: 'E_STATE',
      message: expect.stringContaining('Task g was approved'),
    })
  })

  it('is given to no program that was not shown', async () => {
    const ann = agentOf('ann', { skills: ['cooking'], capacity: 1 })
    const stage = await openStage(busy, { agents: [ann] })
    await stage.act(answerTo(stage.gate('g')))
    await stage.act(register(tool(cook)))
    expect(stage.working()).toEqual(['b'])
  })

  it('that nobody could do is given to no program that comes later', async () => {
    const stage = await openStage([gated()], { agents: [agentOf('ann')] })
    await stage.act(answerTo(stage.gate('g')))
    await stage.act(register(tool(cook)))
    expect(stage.working()).toEqual([])
    expect(stage.task('g').reason?.message).toContain('was not part of the approval of this task')
    await stage.act(register(agentOf('bob', { skills: ['cooking'] })))
    expect(stage.working()).toEqual(['g'])
  })
})

describe('a task that names no skill', () => {
  it('is given to a program only where the crew of its run names it', async () => {
    const agents = [tool(cook), agentOf('ann')]
    const open = await openStage([taskOf('a')], { agents })
    expect(open.context('a').agent.id).toBe('ann')
    const named = await openStage([taskOf('a')], { agents, plan: { crew: ['tool'] } })
    expect(named.context('a').agent.id).toBe('tool')
  })
})

describe('the gate of a task that a coding agent does', () => {
  const coder = (config: Json) =>
    agentOf('coder', { kind: 'acp', effectClass: 'once', skills: ['cooking'], config })
  const config = { command: ['gemini', '--acp'], passEnv: ['HOME'] }

  it('shows what would be started and what it may do unasked', async () => {
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

  it('refuses an answer to what was shown before its rules changed', async () => {
    const stage = await openStage([gated()], { agents: [coder(config)] })
    const before = stage.gate('g')
    await stage.act(register(coder({ ...config, permissions: { execute: 'allow' } })))
    expect((await stage.refused(answerTo(before))).code).toBe('E_STALE')
  })

  it('is opened for nobody but who was shown', async () => {
    const stage = await openStage([gated()], { agents: [agentOf('ann')] })
    await stage.act(answerTo(stage.gate('g')))
    await stage.act(register(coder(config)))
    expect(stage.working()).toEqual([])
  })
})
