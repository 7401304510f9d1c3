import type { EngineState, RunState, TaskState } from '../../src-main/engine/state.ts'
import { loadState } from '../../src-main/engine/tables.ts'
import type { Harness } from './scene.ts'

/** Everything that `state.ts` declares, as plain comparable values: maps by key, neighbours by their keys. */
export function canonicalState(state: EngineState): unknown {
  return {
    live: state.live,
    agents: sorted(
      [...state.agents.values()].map(({ agent, running, promised }) => ({
        id: agent.id,
        agent,
        running,
        promised,
      })),
    ),
    approvals: sorted([...state.approvals].map(([id, approval]) => ({ id, approval }))),
    runs: sorted([...state.runs.values()].map(canonicalRun)),
  }
}

const sorted = <T extends { id: string }>(items: T[]): T[] =>
  items.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))

function canonicalRun(run: RunState) {
  const { id, planKey, title, projectId, projectFolder, parallelLimit, crew, createdAt } = run
  const { status, endedAt, tasks, ready, counts, live, changedSeq } = run
  return {
    id,
    facts: { planKey, title, projectId, projectFolder, parallelLimit, crew, createdAt },
    now: { status, endedAt, counts, live, changedSeq },
    ready: [...ready].map(keyOf).toSorted(),
    tasks: [...tasks.values()].map(canonicalTask),
  }
}

const keyOf = ({ definition }: TaskState): string => definition.key

function canonicalTask({ dependents, children, ...task }: TaskState) {
  return { ...task, dependents: dependents.map(keyOf), children: children.map(keyOf) }
}

/** The state of an engine that would start from the tables now. */
export const stateFromTables = ({ store }: Pick<Harness, 'store'>): unknown =>
  canonicalState(loadState(store))
