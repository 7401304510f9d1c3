import type { Timeline } from '#shared/contract/runs/run-times.ts'
import type { RunChange } from '#shared/contract/runs/runs.ts'
import type { Money } from '#shared/model/money.ts'
import type { TaskView } from '#shared/model/task.ts'
import { formatMoney } from '#shared/text/format-money.ts'
import { statusOfTask } from '../../ui/status-looks.ts'

/** The data of a run that the comparison needs. */
export interface Compared {
  readonly change: RunChange
  readonly timeline: Timeline
}

/** A task in one of the two runs. */
export interface Side {
  readonly task: TaskView
  readonly ms: number | null
  readonly spent: readonly Money[]
}

/** In order of priority: a row with several differences gets the first one. */
export const differences = ['added', 'removed', 'status', 'result', 'agent', 'time', 'same'] as const
export type Difference = (typeof differences)[number]

export interface ComparedRow {
  readonly key: string
  readonly title: string
  readonly left: Side | null
  readonly right: Side | null
  readonly difference: Difference
}

/**
 * Durations differ if the longer is more than 1.5 times the shorter and more than a second longer. Smaller differences
 * are noise.
 */
const timeFactor = 1.5
const timeLeastMs = 1000

/** All tasks of both runs, grouped by kind of difference in the order above. Each group is in plan order. */
export function compareRuns(
  left: Compared,
  right: Compared,
  hasSameResult: (key: string) => boolean,
): ComparedRow[] {
  const [before, after] = [sidesOf(left), sidesOf(right)]
  const keys = new Set([...after.keys(), ...before.keys()])
  const rows = [...keys].map((key): ComparedRow => {
    const [one, other] = [before.get(key) ?? null, after.get(key) ?? null]
    const title = (other ?? one)?.task.title ?? key
    return { key, title, left: one, right: other, difference: differenceOf(one, other, hasSameResult) }
  })
  return rows.sort(
    (one, other) =>
      differences.indexOf(one.difference) - differences.indexOf(other.difference) ||
      placeOf(one) - placeOf(other),
  )
}

const placeOf = ({ left, right }: ComparedRow): number => (right ?? left)?.task.position ?? 0

function sidesOf({ change, timeline }: Compared): ReadonlyMap<string, Side> {
  const times = new Map(timeline.tasks.map((task) => [task.taskKey, task]))
  return new Map(
    change.tasks.map((task) => {
      const attempts = times.get(task.key)?.attempts ?? []
      const ms =
        attempts.length === 0
          ? null
          : attempts.reduce((sum, { from, to }) => sum + (to ?? timeline.at) - from, 0)
      return [task.key, { task, ms, spent: sumOf(attempts.flatMap(({ spent }) => spent ?? [])) }]
    }),
  )
}

function sumOf(amounts: readonly Money[]): Money[] {
  const sums = new Map<string, number>()
  for (const { currency, amountMinor } of amounts) sums.set(currency, (sums.get(currency) ?? 0) + amountMinor)
  return [...sums].map(([currency, amountMinor]) => ({ currency, amountMinor }))
}

function differenceOf(
  left: Side | null,
  right: Side | null,
  hasSameResult: (key: string) => boolean,
): Difference {
  if (left === null) return 'added'
  if (right === null) return 'removed'
  if (statusOfTask(left.task) !== statusOfTask(right.task)) return 'status'
  if (left.task.status === 'done' && left.task.kind === 'task' && !hasSameResult(left.task.key))
    return 'result'
  if (left.task.agentId !== right.task.agentId) return 'agent'
  return isOtherTime(left.ms, right.ms) ? 'time' : 'same'
}

function isOtherTime(one: number | null, other: number | null): boolean {
  if (one === null || other === null) return one !== other
  const [short, long] = [Math.min(one, other), Math.max(one, other)]
  return long - short > timeLeastMs && long > short * timeFactor
}

export const costText = (spent: readonly Money[]): string => spent.map(formatMoney).join(' + ')

/** Total cost of all attempts of a run. */
export const costOf = ({ timeline }: Compared): string =>
  costText(sumOf(timeline.tasks.flatMap(({ attempts }) => attempts.flatMap(({ spent }) => spent ?? []))))
