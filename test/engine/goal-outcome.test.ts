import { expect, it } from 'vitest'
import type { AttemptSignal } from '../../src-main/engine/ports.ts'
import { noFacts } from '../../src-shared/model/decisions/decision-facts.ts'
import { decisionOf } from '../decisions/scene.ts'
import { agentOf, planOf, taskOf } from '../support/engine.ts'
import { requireReplayable } from './sound.ts'
import { createStage, openStage, result, type Stage } from './stage.ts'

const leftOut = [{ name: 'a letter to sponsors', message: 'No agent writes letters.' }]
const draft: AttemptSignal = {
  type: 'result',
  result: { text: 'made', data: { artifacts: [{ name: 'page.html', text: 'x', missing: 'The prices.' }] } },
}
const runId = 'run_goal'

async function openGoal(): Promise<Stage> {
  const agents = [agentOf('ann', { capacity: 9, skills: ['workshopper', 'tester'] })]
  const first = await openStage([taskOf('other', { requiresApproval: true })], { agents })
  const plan = planOf([taskOf('task-001', { requiredSkills: ['workshopper'] })])
  const goal = { text: 'A page', decider: 'model' as const }
  await first.act({ type: 'run.build', runId, memoryId: 'mem_goal', plan, goal, leftOut })
  return createStage(first, first.hand, runId)
}

const decide = (stage: Stage, after: string, proposed: ReturnType<typeof decisionOf>) =>
  stage.act({
    ...{ type: 'decision.record', runId, after, decider: 'model', model: 'm', prompt: 'p', raw: 'r' },
    ...{ proposed, failure: null, artifacts: [], facts: noFacts, spent: null },
  })

const nextTask = (task_description: string) =>
  decisionOf({ action: 'create_task', next_agent_type: 'tester', task_description })

const endOf = (stage: Stage) => {
  requireReplayable(stage)
  const { status, outcome, gapCount, gaps } = stage.run()
  return { status, outcome, gapCount, gaps: gaps.map(({ kind, name }) => [kind, name]) }
}

const reported = {
  ...{ status: 'done', outcome: 'succeeded_with_gaps', gapCount: 2 },
  gaps: [
    ['left_out', 'a letter to sponsors'],
    ['incomplete_file', 'page.html'],
  ],
}

it('a goal with a complete plan and a step-by-step goal report the same outcome', async () => {
  const planned = await openStage([taskOf('other', { requiresApproval: true })])
  const tasks = [
    taskOf('task-001'),
    taskOf('task-002', { dependsOn: ['task-001'], condition: 'failure' }),
    taskOf('task-003', { dependsOn: ['task-001', 'task-002'] }),
  ]
  await planned.act({ type: 'run.build', runId, memoryId: 'mem_goal', plan: planOf(tasks), leftOut })
  const plan = createStage(planned, planned.hand, runId)
  await plan.fail('task-001')
  await plan.say('task-002', draft)
  await plan.say('task-003', result())
  expect(endOf(plan)).toEqual(reported)

  const goal = await openGoal()
  await goal.fail('task-001')
  await decide(goal, 'task-001', nextTask('Make the page another way.'))
  await goal.say('task-002', draft)
  await decide(goal, 'task-002', nextTask('Look at the page.'))
  await goal.say('task-003', result())
  await decide(goal, 'task-003', decisionOf({ action: 'project_complete' }))
  expect(endOf(goal)).toEqual(reported)
})
