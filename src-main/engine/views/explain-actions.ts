import type { Action } from '#shared/contract/insight.ts'
import type { Money } from '#shared/model/money.ts'
import { formatMoney } from '#shared/text/format-money.ts'
import { words } from '#shared/words/words.ts'
import type { TaskState } from '../state.ts'
import { sumOfPrices } from './consequences.ts'
import { isPassing, type Root, type Situation } from './explain-causes.ts'
import { type Remedy, remediesFor } from './explain-remedies.ts'

const { explanation } = words

const maxNamed = 20

/**
 * Possible actions, best first: most unblocked tasks per effort, then least effort, then plan order. Waiting is last,
 * because it happens anyway.
 * Effort: 1 an answer or a switch, 2 a small data change, 3 a change to an agent, 4 a new agent, 5 another run.
 */
export function listActions(situation: Situation, roots: readonly Root[]): Action[] {
  const found = roots.flatMap((root) =>
    remediesFor(situation, root).map((remedy) => finish(situation, root, remedy)),
  )
  const actions = withoutCovered(found).sort((a, b) => worthOf(b) - worthOf(a) || a.effort - b.effort)
  const waiting = waitingAction(situation, roots)
  return waiting === null ? actions : [...actions, waiting]
}

const worthOf = ({ frees, effort }: Action): number => (frees.now + frees.later) / effort

/**
 * If one review is enough to get below the limit, the review-limit action covers the separate action for that review.
 */
function withoutCovered(actions: readonly Action[]): Action[] {
  const both = actions.filter((action) => action.kind === 'answer_gate')
  const wide = new Set(both.filter(({ rootId }) => rootId.startsWith('review_limit')))
  const covered = new Set(
    [...wide].flatMap(({ approvalIds }) => (approvalIds.length === 1 ? approvalIds : [])),
  )
  return actions.filter(
    (action) =>
      action.kind !== 'answer_gate' || wide.has(action) || !action.approvalIds.some((id) => covered.has(id)),
  )
}

function finish(situation: Situation, root: Root, remedy: Remedy): Action {
  const { what, now, after = root.after, ...fields } = remedy
  const frees = { now: now.length, later: now.length === 0 ? 0 : after.length }
  const cost = costOf(situation, [...now, ...(frees.later > 0 ? after : [])])
  return {
    ...fields,
    rootId: root.id,
    sentence: explanation.action(what, effectOf(frees), cost === null ? null : formatMoney(cost)),
    frees,
    taskKeys: now.slice(0, maxNamed).map(({ definition }) => definition.key),
    cost,
  }
}

const effectOf = ({ now, later }: Action['frees']): string =>
  now === 0 ? explanation.unblocksNone : explanation.unblocks(now, later)

/** Null if the tasks have no known price, the sum is zero, or the currencies differ. */
function costOf({ state }: Situation, tasks: readonly TaskState[]): Money | null {
  const sum = sumOfPrices(state, tasks)
  return sum?.amountMinor === 0 ? null : sum
}

/** Combines the causes that resolve by themselves into one action. */
function waitingAction({ run, isIdle }: Situation, roots: readonly Root[]): Action | null {
  const passing = roots.filter(isPassing)
  const [largest] = passing
  if (largest === undefined || isIdle) return null
  const backoffs = passing.filter(({ kind }) => kind === 'backoff').flatMap(({ held }) => held)
  const instants = backoffs.flatMap(({ notBefore }) => notBefore ?? [])
  const isTimed = run.live === 0 && instants.length > 0 && backoffs.length === countHeld(passing)
  const until = isTimed ? instants.reduce((first, at) => Math.min(first, at)) : null
  const now = until === null ? [] : backoffs.filter(({ notBefore }) => notBefore === until)
  const all = passing.reduce((sum, { held, after }) => sum + held.length + after.length, 0)
  const frees = { now: now.length, later: all - now.length }
  return {
    kind: 'wait',
    rootId: largest.id,
    sentence: explanation.waitUntil(until === null ? null : new Date(until).toISOString(), all),
    frees,
    taskKeys: now.slice(0, maxNamed).map(({ definition }) => definition.key),
    effort: 0,
    cost: null,
    until,
  }
}

const countHeld = (roots: readonly Root[]): number => roots.reduce((sum, { held }) => sum + held.length, 0)
