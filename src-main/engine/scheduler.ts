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
  ready.sort((a, b) => compareTasks(rankedOf(a), rankedOf(b), at))
  const exhausted = new Set<string>()
  for (const { run, task } of ready) {
    if (state.live >= limits.global) return
    if (run.live < run.parallelLimit) claim(rule, run, { task, exhausted })
  }
}

const rankedOf = ({ run, task: { definition, position } }: { run: RunState; task: TaskState }) => ({
  priority: definition.priority,
  dueAt: definition.dueAt,
  createdAt: run.createdAt,
  position,
})

interface Ready {
  readonly task: TaskState
  /** Crews and skills for which this turn found nobody free: nobody becomes free within a turn. */
  readonly exhausted: Set<string>
}

function claim(rule: Rule, run: RunState, ready: Ready): void {
  const agent = findFreeAgent(rule, run, ready)
  if (agent === null) return
  const { task } = ready
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
function findFreeAgent(rule: Rule, run: RunState, { task, exhausted }: Ready): AgentState | null {
  const { requiredSkills, key } = task.definition
  const promised = task.agentId === null ? undefined : rule.state.agents.get(task.agentId)
  const promise = promised && verify(promised, requiredSkills)
  if (promised && promise?.qualified && promise.available) return promised
  const need = `${run.crew === null ? '' : run.id} ${requiredSkills.join(' ')}`
  if (promise?.qualified && exhausted.has(need)) return null
  const free = listCrew(rule.state, run, task).filter((each) => verify(each, requiredSkills).available)
  const scorecard = rank(free, requiredSkills)
  if (scorecard.chosen !== null) {
    rule.emit({ type: 'task.assigned', runId: run.id, taskKey: key, agentId: scorecard.chosen, scorecard })
    return rule.state.agents.get(scorecard.chosen) ?? null
  }
  exhausted.add(need)
  // Nobody is free. A promise that can still be kept stays; one that cannot is looked at anew among all.
  if (!promise?.qualified) assign(rule, run, task)
  return null
}
