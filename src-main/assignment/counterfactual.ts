import { clip } from '#shared/text/clip.ts'
import { words } from '#shared/words/words.ts'
import { hoursOf, isIn } from '#shared/working-hours.ts'
import { learn, maxGain } from './competence.ts'
import { loadOf, type Need, scoreOf, weights, withLoad } from './score.ts'
import type { Candidacy } from './verify.ts'

/** A candidacy as it is ranked. */
export interface Entry {
  readonly candidacy: Candidacy
  /** Required skills that its agent lacks. */
  readonly missing: number
  /** `disqualified` when skills are missing. */
  readonly besidesLoad: number
  /**
   * `disqualified` by a hard fact; of a person who is not in, less by `awayFrom`, so that all who are in come before them.
   * Not rounded: loads of thousands of promises still differ.
   */
  readonly score: number
}

/** A score is 0 to 1. */
const awayFrom = 1
export const disqualified = -2

export const isQualified = ({ score }: Pick<Entry, 'score'>): boolean => score > disqualified

export function compareEntries(a: Entry, b: Entry): number {
  return b.score - a.score || a.missing - b.missing || compareIds(idOf(a), idOf(b))
}

export interface Outcome {
  readonly best: Entry
  /** The best of all, in order. */
  readonly kept: readonly Entry[]
  /** All that have the required skills, whatever their availability. */
  readonly skilled: readonly Entry[]
  readonly need: Need
}

/**
 * The smallest change of one other agent that would have made it the choice, or the reason why there is none. The
 * change holds in a new ranking: only the score of this agent changes.
 */
export function describeRivals(outcome: Outcome): string {
  const { kept, skilled, need } = outcome
  if (skilled.length === 1)
    return need.skills.length === 0 ? words.matching.onlyAgent : words.matching.onlySkilled
  const winner = ifFree(outcome) ?? ifOnline(outcome) ?? ifOneMoreSuccess(outcome)
  if (winner !== null) return winner
  const next = kept[1]
  if (next === undefined || !isQualified(next)) return words.matching.othersOffline(need.skills.length > 0)
  return loadOf(next.candidacy) > 0
    ? words.matching.nextBusy(nameOf(next))
    : words.matching.nextFree(nameOf(next))
}

function ifFree({ best, skilled }: Outcome): string | null {
  const winner = findWinner(skilled, best, (entry) =>
    isQualified(entry) && loadOf(entry.candidacy) > 0 ? withLoad(entry.besidesLoad, 0) : disqualified,
  )
  return winner && words.matching.wouldWinFree(nameOf(winner))
}

function ifOnline({ best, skilled }: Outcome): string | null {
  const winner = findWinner(skilled, best, (entry) =>
    isQualified(entry) ? disqualified : withLoad(entry.besidesLoad, loadOf(entry.candidacy)),
  )
  return winner && words.matching.wouldWinOnline(nameOf(winner))
}

/** Looks at the kept candidates only, in order, as far down as one success can lift anybody to the top. */
function ifOneMoreSuccess({ best, kept, need }: Outcome): string | null {
  const reach = best.score - (weights.competence * maxGain) / need.skills.length
  for (const { candidacy, score } of kept) {
    if (candidacy === best.candidacy) continue
    if (!isQualified({ score }) || score < reach) return null
    for (const skill of need.skills) {
      const taught = { ...candidacy, competence: withSuccess(candidacy, skill, need.at) }
      const score = scoreOf(taught, need) - distanceOf(candidacy, need)
      if (beats(candidacy.agent.id, score, best)) {
        return words.matching.wouldWinSkilled(nameOf({ candidacy }), skill)
      }
    }
  }
  return null
}

function withSuccess(candidacy: Candidacy, skill: string, at: number) {
  const known = (of: string) => candidacy.competence?.(of) ?? null
  const better = learn(known(skill), { ok: true, at })
  return (of: string) => (of === skill ? better : known(of))
}

/** How much further away than those who are in. */
export const distanceOf = ({ agent }: Candidacy, { at }: Need): number =>
  isIn(hoursOf(agent), at) ? 0 : awayFrom

/** The one with the highest changed score (`disqualified` where the change is none), when it beats the best. */
function findWinner(
  entries: readonly Entry[],
  best: Entry,
  changedScore: (entry: Entry) => number,
): Entry | null {
  let winner = best
  let top = best.score
  for (const entry of entries) {
    if (entry === best) continue
    const score = changedScore(entry)
    if (score < top || (score === top && idOf(entry) > idOf(winner))) continue
    winner = entry
    top = score
  }
  return winner === best ? null : winner
}

const beats = (id: string, score: number, best: Entry): boolean =>
  score > best.score || (score === best.score && id < idOf(best))

const idOf = ({ candidacy }: Entry): string => candidacy.agent.id

/** For people: ids are for programs. */
export const nameOf = ({ candidacy }: Pick<Entry, 'candidacy'>): string => clip(candidacy.agent.name)
const compareIds = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
