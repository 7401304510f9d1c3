import { escalationSkill } from '#shared/model/decision.ts'
import { normaliseSkill } from '../assignment/skills.ts'
import { type ContextTask, type DecisionContext, type MadeArtifact, phaseOf } from '../decisions/context.ts'
import type { EngineState, RunState, TaskState } from './state.ts'

const outcomeLength = 1000

interface Given {
  /** The task that has ended. */
  readonly after: string
  readonly artifacts: readonly MadeArtifact[]
  /** What each task came to, by key; absent: what the state knows. */
  readonly outcomes?: ReadonlyMap<string, string>
}

/** What a decider is told of a goal run (document 002); null when the run has no such task or goal. */
export function contextOf(
  state: EngineState,
  run: RunState,
  { after, artifacts, outcomes }: Given,
): DecisionContext | null {
  const ended = run.tasks.get(after)
  if (ended === undefined || run.goal === null) return null
  const tasks = [...run.tasks.values()].map((task) => seen(task, outcomes?.get(task.definition.key)))
  const finished = seen(ended, outcomes?.get(after))
  const open = [...run.tasks.values()].filter(({ endedAt }) => endedAt === null)
  const others = [...run.goal.undecided].filter((key) => key !== after).length
  return {
    goal: run.goal.text,
    phase: phaseOf(finished),
    finished,
    tasks,
    agentTypes: typesOf(state, run),
    artifacts,
    queue: {
      running: open.filter(({ status }) => status === 'in_progress').length,
      // What ended and is still to be looked at is work, too: nothing ends before that.
      waiting: open.filter(({ status }) => status !== 'in_progress').length + others,
    },
    decisions: run.goal.decisions,
  }
}

function seen({ definition, status, reason }: TaskState, outcome: string | undefined): ContextTask {
  const { key, title, description, requiredSkills } = definition
  return {
    key,
    title,
    description,
    agentType: requiredSkills[0] ?? null,
    status,
    outcome: (outcome ?? reason?.message ?? '').slice(0, outcomeLength),
    isEscalation: requiredSkills.includes(escalationSkill),
  }
}

/** Every skill and every id of an agent of the run's crew can be asked for; whose slots are free is available. */
function typesOf(state: EngineState, { crew }: RunState): DecisionContext['agentTypes'] {
  const types = new Map<string, boolean>()
  for (const { agent, running } of state.agents.values()) {
    if (crew !== null && !crew.includes(agent.id)) continue
    const isFree = agent.availability !== 'offline' && running < agent.capacity
    // Whom nobody can ask for by a skill cannot be asked for by name: the task would go to anybody.
    const names = agent.skills.length === 0 ? [] : [normaliseSkill(agent.id, state.aliases) ?? agent.id]
    for (const type of [...agent.skills, ...names]) {
      if (type !== escalationSkill) types.set(type, isFree || (types.get(type) ?? false))
    }
  }
  return [...types].map(([type, available]) => ({ type, available }))
}

/** What a task for this type of agent asks for: the skill of that name, else all that the agent of that name can do. */
export function skillsOfType({ agents, aliases }: EngineState, type: string): string[] {
  const all = [...agents.values()].map(({ agent }) => agent)
  if (all.some(({ skills }) => skills.includes(type))) return [type]
  const named = all.find(({ id }) => (normaliseSkill(id, aliases) ?? id) === type)
  return [...(named?.skills ?? [type])]
}
