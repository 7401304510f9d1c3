import type {
  Timeline,
  TimelineAttempt,
  TimelineTask,
  TimelineWait,
} from '#shared/contract/runs/run-times.ts'
import type { PastAttempt, TimelineFact } from '../../store/queries/run-times.ts'
import { type Label, labelAfter, subjectsOf } from './waiting-times.ts'

interface Record {
  readonly at: number
  readonly run: { readonly createdAt: number; readonly endedAt: number | null }
  /** In plan order, each with its attempt in flight. */
  readonly tasks: readonly {
    readonly key: string
    readonly endedAt: number | null
    readonly live: PastAttempt | null
  }[]
  readonly attempts: readonly PastAttempt[]
  readonly facts: readonly TimelineFact[]
}

/** Waits and attempts of each task; the waits come from the log. */
export function describeTimeline({ at, run, tasks, attempts, facts }: Record): Timeline {
  const waits = readWaits(facts)
  const ended = Map.groupBy(attempts, ({ taskKey }) => taskKey)
  return {
    at,
    from: run.createdAt,
    to: run.endedAt,
    tasks: tasks.flatMap(({ key, endedAt, live }): TimelineTask[] => {
      const all = [...(ended.get(key) ?? []), ...(live === null ? [] : [live])]
      const waited = (waits.get(key) ?? []).map((wait) => ({ ...wait, to: wait.to ?? endedAt }))
      if (all.length === 0 && waited.length === 0) return []
      return [{ taskKey: key, waits: waited.filter(isSeen), attempts: all.map(withoutKey) }]
    }),
  }
}

const isSeen = ({ from, to }: TimelineWait): boolean => to === null || to > from

const withoutKey = ({ taskKey: _key, ...attempt }: PastAttempt): TimelineAttempt => attempt

function readWaits(facts: readonly TimelineFact[]): ReadonlyMap<string, TimelineWait[]> {
  const lives = new Map<string, { label: Label; since: number; readonly waits: TimelineWait[] }>()
  for (const fact of facts) {
    for (const key of subjectsOf(fact)) {
      const life = lives.get(key) ?? { label: 'dependency', since: fact.at, waits: [] }
      lives.set(key, life)
      const label = labelAfter(life.label, fact)
      if (label === life.label) continue
      addWait(life, fact.at)
      life.label = label
      life.since = fact.at
    }
  }
  for (const life of lives.values()) addWait(life, null)
  return new Map([...lives].map(([key, { waits }]) => [key, waits]))
}

/** Waits for dependencies are left out, because the chain already shows them; work appears as attempts. */
function addWait(
  life: { label: Label; since: number; readonly waits: TimelineWait[] },
  to: number | null,
): void {
  const { label, since, waits } = life
  if (label === 'working' || label === 'over' || label === 'dependency') return
  waits.push({ cause: label, from: since, to })
}
