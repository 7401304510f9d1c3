import type { EngineState, RunState, TaskState } from '../../src-main/engine/state.ts'
import { loadState } from '../../src-main/engine/tables.ts'
import type { Harness } from './test-run.ts'

/** Everything that `state.ts` declares, as plain comparable values: maps by key, neighbours by their keys. */
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
    // What money held back is asked for anew after a start.
    ready: [...todo]
      .filter((task) => ready.has(task) || task.reason?.code === 'budget')
      .map(keyOf)
      .toSorted(),
    tasks: [...tasks.values()].map(canonicalTask),
  }
}

const keyOf = ({ definition }: TaskState): string => definition.key

/** `kept` is how much of a result is at hand, not what it is; the judge of logs finds a condition that saw too little. */
function canonicalTask({ dependents, children, ...task }: TaskState) {
  const reason = task.status === 'todo' && task.reason?.code === 'budget' ? null : task.reason
  // What is over waits for nothing.
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

/** The state of an engine that would start from the tables now. */
export const stateFromTables = ({ store }: Pick<Harness, 'store'>): unknown =>
  canonicalState(loadState(store))
