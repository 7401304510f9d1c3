import type { EngineState, RunState, TaskState } from '../../src-main/engine/state.ts'
import { loadState } from '../../src-main/engine/tables.ts'
import type { Harness } from './test-run.ts'

/** All fields of `state.ts` as plain comparable values: maps sorted by key, related tasks as keys. */
export function canonicalState(state: EngineState): unknown {
  return {
    live: state.live,
    agents: sorted(
      [...state.agents.values()].map(({ agent, running, inbox, promised, competences }) => ({
        id: agent.id,
        agent,
        running,
        inbox: [...inbox].toSorted(),
        promised,
        competences: [...competences].toSorted(([a], [b]) => (a < b ? -1 : 1)),
      })),
    ),
    aliases: [...state.aliases].toSorted(([a], [b]) => (a < b ? -1 : 1)),
    accounts: sorted(
      [...state.accounts.values()].map(({ refused: _what, ...account }) => ({ id: account.key, account })),
    ),
    approvals: sorted([...state.approvals].map(([id, approval]) => ({ id, approval }))),
    runs: sorted([...state.runs.values()].map(canonicalRun)),
  }
}

const sorted = <T extends { id: string }>(items: T[]): T[] =>
  items.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))

function canonicalRun(run: RunState) {
  const { id, planKey, title, projectId, projectFolder, parallelLimit, crew, createdAt } = run
  const { reviewLimit, timeZone, isPaused, reviews } = run
  const { status, endedAt, tasks, todo, ready, counts, live, changedSeq } = run
  return {
    id,
    facts: {
      planKey,
      title,
      projectId,
      projectFolder,
      parallelLimit,
      crew,
      createdAt,
      reviewLimit,
      timeZone,
    },
    now: { status, isPaused, reviews, endedAt, counts, live, changedSeq },
    todo: [...todo].map(keyOf).toSorted(),
    // The engine checks tasks that wait for money again after a start, so the set of ready tasks contains them.
    ready: [...todo]
      .filter((task) => ready.has(task) || task.reason?.code === 'budget')
      .map(keyOf)
      .toSorted(),
    tasks: [...tasks.values()].map(canonicalTask),
  }
}

const keyOf = ({ definition }: TaskState): string => definition.key

/**
 * Excludes `kept`, which says how much of a result is in memory. The log judge detects conditions with incomplete
 * data.
 */
function canonicalTask({ dependents, children, ...task }: TaskState) {
  const reason = task.status === 'todo' && task.reason?.code === 'budget' ? null : task.reason
  // A finished task has no unmet dependencies.
  const unmet = task.endedAt === null ? task.unmet : 0
  return {
    ...task,
    reason,
    unmet,
    kept: null,
    dependents: dependents.map(keyOf).toSorted(),
    children: children.map(keyOf),
  }
}

/** State of an engine that starts from the current tables. */
export const stateFromTables = ({ store }: Pick<Harness, 'store'>): unknown =>
  canonicalState(loadState(store))
