import type { PlanDocument } from '#shared/model/plan.ts'
import type { ConditionValue, PlayedWay, PlayedWays } from '#shared/model/plan-ways.ts'
import { isConditional } from '#shared/task-joins.ts'
import { usesResults } from '../../scheduling/condition.ts'
import { graphOf, keyAt } from '../lint/plan-graph.ts'
import { assume, type End } from './known-value.ts'
import { type Branches, branchesOf, playWay, type Way } from './play-way.ts'

const maxConditions = 50
/** Tasks looked at for all conditions together: about a second. */
const maxLookedAt = 400_000
/** Dependencies of one task that are made to fail, one at a time. */
const maxFailed = 6

/** Plays every condition both ways: met and not met, where the plan allows it. Ways that are the same are one. */
export function listWays(plan: Pick<PlanDocument, 'tasks'>): PlayedWays {
  const conditional = plan.tasks.filter(isConditional)
  if (conditional.length === 0) return { ways: [], conditionsLeftOut: 0 }
  const graph = graphOf(plan)
  const branches = branchesOf(graph)
  const most = Math.max(1, Math.floor(maxLookedAt / plan.tasks.length / maxFailed))
  const indexes = graph.order.filter((point) => branches.conditions.has(point) && isPlayed(branches, point))
  const chosen = indexes.slice(0, Math.min(maxConditions, most))
  const found = createFound(branches)
  found.add(base, [])
  for (const index of chosen) {
    for (const isMet of [true, false]) found.show(index, isMet)
  }
  return {
    ways: found.list().filter(({ shows }) => shows.length > 0),
    conditionsLeftOut: indexes.length - chosen.length,
  }
}

const isPlayed = ({ graph }: Branches, index: number): boolean => isConditional(graph.tasks[index] ?? {})

const base: Candidate = { fails: new Set(), assumed: new Map(), assumes: [] }

interface Candidate extends Way {
  readonly assumes: readonly ConditionValue[]
}

function createFound(branches: Branches) {
  const { graph, conditions } = branches
  const ways = new Map<string, { way: Candidate; ends: readonly End[]; shows: ConditionValue[] }>()
  const add = (way: Candidate, shows: readonly ConditionValue[]) => {
    const name = JSON.stringify([[...way.fails], way.assumes])
    const known = ways.get(name) ?? { way, ends: playWay(branches, way), shows: [] }
    ways.set(name, known)
    known.shows.push(...shows)
    return known.ends
  }
  const isShown = (index: number, isMet: boolean, ends: readonly End[]) =>
    ends[index] === (isMet ? 'done' : 'skipped')

  /** The way with the fewest assumptions in which the condition is met, or not: a failure before an assumption. */
  const show = (index: number, isMet: boolean) => {
    const taskKey = keyAt(graph, index)
    const value = { taskKey, isMet }
    for (const { way, ends } of ways.values()) if (isShown(index, isMet, ends)) return add(way, [value])
    const dependencies = (graph.dependencies[index] ?? []).slice(0, maxFailed)
    const starts = [base, ...[...ways.values()].map(({ way }) => way)].slice(0, maxFailed)
    const condition = conditions.get(index)
    const candidates = starts.flatMap((start): Candidate[] => [
      ...dependencies.map((each) => ({ ...start, fails: new Set([...start.fails, keyAt(graph, each)]) })),
      ...(condition === undefined || !usesResults(condition)
        ? []
        : [
            {
              ...start,
              assumed: new Map([...start.assumed, ...assume(condition, isMet)]),
              assumes: [...start.assumes, value],
            },
          ]),
    ])
    for (const way of candidates.slice(0, maxFailed * 4)) {
      if (isShown(index, isMet, playWay(branches, way))) return add(way, [value])
    }
    return null
  }
  const list = (): PlayedWay[] =>
    [...ways.values()].map(({ way, ends, shows }) => {
      const keysWith = (...wanted: readonly End[]) =>
        graph.tasks.flatMap(({ key, kind }, index) =>
          kind === 'task' && wanted.includes(ends[index] ?? 'open') ? key : [],
        )
      return {
        ...{ fails: keysWith('failed').filter((key) => way.fails.has(key)), assumes: way.assumes, shows },
        ...{ runs: keysWith('done'), skipped: keysWith('skipped'), open: keysWith('open') },
      }
    })
  return { add, show, list }
}
