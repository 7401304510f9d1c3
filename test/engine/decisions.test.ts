import { describe, expect, it } from 'vitest'
import type { CommandOf } from '#shared/commands.ts'
import type { Decision } from '#shared/model/decisions/decision.ts'
import { noFacts } from '#shared/model/decisions/decision-facts.ts'
import { replay } from '../../src-main/engine/replay.ts'
import { loadState } from '../../src-main/engine/tables.ts'
import { decisionOf } from '../decisions/scene.ts'
import { agentOf, createTempDir, openTestStore, planOf, taskOf } from '../support/engine.ts'
import { createTestRun, refusalOf, startTestRun } from './test-run.ts'

const runId = 'run_goal'
const scopeTask = taskOf('task-001', { requiredSkills: ['workshopper'] })

/** A goal run with a running first task. The test ends the attempts of its agents. */
async function startGoal() {
  const kind = 'model' as const
  const agents = [
    agentOf('ann', { kind, skills: ['workshopper'] }),
    agentOf('bob', { kind, skills: ['tester'] }),
    agentOf('eve', { kind, skills: ['escalation'], capacity: 9 }),
  ]
  const first = await startTestRun([taskOf('other')], { agents, plan: { crew: ['ann'] } })
  await first.engine.dispatch({
    type: 'run.build',
    runId,
    memoryId: 'mem_goal',
    plan: planOf([scopeTask]),
    goal: { text: 'Be well fed', decider: 'model' },
  })
  await first.settle()
  const testRun = createTestRun(first, first.hand, runId)
  const record = (
    proposed: Decision | null,
    more: Partial<CommandOf<'decision.record'>> = {},
  ): CommandOf<'decision.record'> => ({
    type: 'decision.record',
    runId,
    after: 'task-001',
    decider: 'model',
    model: 'm',
    prompt: 'p',
    raw: 'r',
    proposed,
    failure: null,
    artifacts: [{ name: 'plan.md', taskKey: 'task-001' }],
    facts: noFacts,
    spent: null,
    ...more,
  })
  const decide = async (...args: Parameters<typeof record>) => {
    const outcome = await testRun.engine.dispatch(record(...args))
    if (!outcome.ok) throw new Error(outcome.error.message)
    await testRun.settle()
  }
  return { ...testRun, record, decide }
}

const testIt = decisionOf({
  action: 'create_task',
  next_agent_type: 'tester',
  task_description: 'Taste it.',
  context_to_pass: { files_to_reference: ['plan.md'], key_information: 'No nuts.' },
  urgency: 'high',
})

describe('a decision', () => {
  it('creates the next task with its context, after the tasks it refers to, for a matching agent', async () => {
    const goal = await startGoal()
    await goal.finish('task-001')
    expect(goal.run().status).toBe('running')
    await goal.decide(testIt)
    const task = goal.task('task-002')
    expect(task.definition).toMatchObject({
      description: 'Taste it.\n\nReference files: plan.md\n\nContext: No nuts.',
      requiredSkills: ['tester'],
      dependsOn: ['task-001'],
      priority: 'high',
    })
    expect(goal.working()).toEqual(['task-002'])
    expect(task.live?.agentId).toBe('bob')
  })

  it('that the guard refuses has no effect, and a person is asked instead', async () => {
    const goal = await startGoal()
    await goal.finish('task-001')
    await goal.decide({ ...testIt, next_agent_type: 'lawyer' })
    const [record] = goal.store.decisions.listOfRun(runId)
    expect(record).toMatchObject({
      proposed: { next_agent_type: 'lawyer' },
      findings: [{ code: 'unknown_agent_type' }],
      decision: { action: 'escalate_to_human' },
      createdTask: 'task-002',
    })
    expect(goal.task('task-002').definition.requiredSkills).toEqual(['escalation'])
    expect(goal.task('task-002').definition.description).toContain('lawyer')
  })

  it('that cost money counts for its run, also in a replay', async () => {
    const goal = await startGoal()
    const cap = { amountMinor: 10, currency: 'USD' }
    await goal.engine.dispatch({ type: 'budget.set', account: `run:${runId}`, cap })
    await goal.finish('task-001')
    await goal.decide(testIt, { spent: { amountMinor: 4, currency: 'USD' } })
    expect(goal.engine.state.accounts.get(`run:${runId}`)).toMatchObject({ settledMinor: 4, capMinor: 10 })
    const copy = openTestStore(createTempDir())
    replay(goal.store, copy)
    expect(copy.dumpProjections()).toEqual(goal.store.dumpProjections())
  })

  it.each([
    ['was not booked yet', {}, false],
    ['was booked and did not say so', { tokens: { input: 9, output: 9 } }, true],
  ])('of a log in which its cost %s is replayed unchanged', async (_, tokens, isBooked) => {
    const goal = await startGoal()
    await goal.finish('task-001')
    await goal.decide(testIt, { spent: { amountMinor: 4, currency: 'USD' }, ...tokens })
    const { db } = goal.store
    db.exec(`UPDATE events SET body = json_remove(body, '$.isBooked') WHERE type = 'decision.made'`)
    if (!isBooked) db.exec('DELETE FROM transactions; DELETE FROM accounts; DELETE FROM spending')
    const copy = openTestStore(createTempDir())
    replay(goal.store, copy)
    expect(copy.dumpProjections()).toEqual(goal.store.dumpProjections())
    expect(copy.budgets.listAccounts()).toHaveLength(isBooked ? 1 : 0)
  })

  it('that the guard refuses while a question is open waits for the answer', async () => {
    const goal = await startGoal()
    await goal.finish('task-001')
    await goal.decide(testIt)
    await goal.engine.dispatch({
      type: 'tasks.add',
      runId,
      tasks: [taskOf('extra', { requiredSkills: ['tester'] })],
      links: [],
    })
    await goal.settle()
    await goal.finish('task-002')
    await goal.decide(null, { after: 'task-002', failure: 'Out of words' })
    await goal.finish('extra')
    await goal.decide(decisionOf({ action: 'project_complete' }), { after: 'extra' })
    const [, asked, waited] = goal.store.decisions.listOfRun(runId)
    expect(asked?.decision.action).toBe('escalate_to_human')
    expect(waited).toMatchObject({
      proposed: { action: 'project_complete' },
      findings: [{ code: 'open_work' }],
      decision: { action: 'wait_for_more_tasks' },
      createdTask: null,
    })
  })

  it('that asks a person while a question is open waits for the answer', async () => {
    const goal = await startGoal()
    await goal.finish('task-001')
    await goal.decide(testIt)
    await goal.engine.dispatch({
      type: 'tasks.add',
      runId,
      tasks: [taskOf('extra', { requiredSkills: ['tester'] })],
      links: [],
    })
    await goal.settle()
    const ask = (question: string) => decisionOf({ action: 'escalate_to_human', question })
    await goal.finish('task-002')
    await goal.decide(ask('Sweet?'), { after: 'task-002' })
    await goal.finish('extra')
    await goal.decide(ask('Or salty?'), { after: 'extra' })
    const [, asked, waited] = goal.store.decisions.listOfRun(runId)
    expect(asked).toMatchObject({ findings: [], decision: { question: 'Sweet?' } })
    expect(waited).toMatchObject({
      findings: [{ code: 'question_open' }],
      decision: { action: 'wait_for_more_tasks' },
      createdTask: null,
    })
  })

  it('that ends the goal ends the run; with open work it is refused', async () => {
    const goal = await startGoal()
    await goal.finish('task-001')
    await goal.decide(testIt)
    await goal.finish('task-002')
    await goal.decide(decisionOf({ action: 'project_complete' }), { after: 'task-002' })
    expect(goal.store.runs.find(runId)?.status).toBe('done')
  })

  it('is made exactly once for each ended task', async () => {
    const goal = await startGoal()
    expect(await refusalOf(goal, goal.record(testIt))).toMatchObject({ code: 'E_STATE' })
    await goal.finish('task-001')
    await goal.decide(testIt)
    expect(await refusalOf(goal, goal.record(testIt))).toMatchObject({ code: 'E_STATE' })
    expect(await refusalOf(goal, goal.record(testIt, { after: 'nope' }))).toMatchObject({
      code: 'E_STATE',
    })
  })

  it('of a run without a goal is refused', async () => {
    const goal = await startGoal()
    const other = [...goal.engine.state.runs.keys()].find((id) => id !== runId) ?? runId
    expect(await refusalOf(goal, goal.record(testIt, { runId: other, after: 'other' }))).toMatchObject({
      code: 'E_STATE',
    })
  })

  it('is still due after a crash, and known after a replay', async () => {
    const goal = await startGoal()
    await goal.finish('task-001')
    expect([...(loadState(goal.store).runs.get(runId)?.goal?.undecided ?? [])]).toEqual(['task-001'])
    await goal.decide(testIt)
    await goal.fail('task-002')
    const loaded = loadState(goal.store).runs.get(runId)?.goal
    expect(loaded).toMatchObject({ decisions: 1, end: null })
    expect([...(loaded?.undecided ?? [])]).toEqual(['task-002'])
    const copy = openTestStore(createTempDir())
    replay(goal.store, copy)
    expect(copy.dumpProjections()).toEqual(goal.store.dumpProjections())
  })

  it('is no longer requested after a person gave up the goal or stopped the run', async () => {
    const goal = await startGoal()
    await goal.finish('task-001')
    await goal.decide(null, { failure: 'It said nothing.' })
    await goal.fail('task-002')
    expect(goal.store.runs.find(runId)?.status).toBe('failed')
    const stopped = await startGoal()
    await stopped.finish('task-001')
    await stopped.cancel()
    expect(stopped.store.runs.find(runId)?.status).toBe('cancelled')
  })
})
