import { attemptId } from '#shared/ids.ts'
import { rank } from '../assignment/scorecard.ts'
import { verify } from '../assignment/verify.ts'
import { compareTasks } from '../scheduling/score.ts'
import { assign, listCrew } from './rules/build.ts'
import type { Rule } from './rules/rule.ts'
import type { AgentState, RunState, TaskState } from './state.ts'

/**
 * Job: at the end of every turn, claims ready tasks for agents with a free slot, best first, up to the limits. It
 * runs inside the turn's transaction and starts nothing itself: the executor acts on the committed claims.
 *
 * E1 Only tasks in `todo` are looked at, and a task is in `todo` only when nothing holds it.
 * E2 A claim moves the task out of `todo`, so that it cannot be claimed twice.
 * E4 A claim needs a free slot of its agent, its run and the app.
 */
export function schedule(rule: Rule): void {
  const { state, limits, at } = rule
  if (state.live >= limits.global) return
  const ready: { run: RunState; task: TaskState }[] = []
  for (const run of state.runs.values()) {
    if (run.live >= run.parallelLimit) continue
    for (const task of run.ready) if (task.agentId !== null) ready.push({ run, task })
  }
  ready.sort((a, b) => compareTasks(rankedOf(a.task), rankedOf(b.task), at))
  for (const { run, task } of ready) {
    if (state.live >= limits.global) return
    if (run.live < run.parallelLimit) claim(rule, run, task)
  }
}

const rankedOf = ({ definition, position }: TaskState) => ({
  priority: definition.priority,
  dueAt: definition.dueAt,
  position,
})

function claim(rule: Rule, run: RunState, task: TaskState): void {
  const agent = findFreeAgent(rule, run, task)
  if (agent === null) return
  const number = task.attempts + 1
  const taskKey = task.definition.key
  rule.emit({
    type: 'attempt.started',
    runId: run.id,
    taskKey,
    attemptId: attemptId(run.id, taskKey, number),
    agentId: agent.agent.id,
    number,
  })
}

/** The promised agent if it still can; else the best other one that is free now; a change is an event. */
function findFreeAgent(rule: Rule, run: RunState, task: TaskState): AgentState | null {
  const { requiredSkills, key } = task.definition
  const promised = task.agentId === null ? undefined : rule.state.agents.get(task.agentId)
  const promise = promised && verify(promised, requiredSkills)
  if (promised && promise?.qualified && promise.available) return promised
  const free = listCrew(rule.state, run).filter((each) => verify(each, requiredSkills).available)
  const scorecard = rank(free, requiredSkills)
  if (scorecard.chosen !== null) {
    rule.emit({ type: 'task.assigned', runId: run.id, taskKey: key, agentId: scorecard.chosen, scorecard })
    return rule.state.agents.get(scorecard.chosen) ?? null
  }
  // Nobody is free. A promise that can still be kept stays; one that cannot is looked at anew among all.
  if (!promise?.qualified) assign(rule, run, task)
  return null
}
