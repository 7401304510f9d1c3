import { clip } from '#shared/text/clip.ts'
import { words } from '#shared/words/words.ts'
import { hoursOf, isIn } from '#shared/working-hours.ts'
import { learn, maxGain } from './competence.ts'
import { competenceWeight, loadOf, type Need, scoreOf, withLoad } from './score.ts'
import type { Candidacy } from './verify.ts'

/** A candidacy with its ranking values. */
export interface Entry {
  readonly candidacy: Candidacy
  /** Number of required skills that the agent lacks. */
  readonly missing: number
  /** Score without the load part; `disqualified` when skills are missing. */
  readonly besidesLoad: number
  /**
   * `disqualified` if the agent is offline or lacks skills. For a person outside working hours, `awayFrom` is
   * subtracted, so that everyone within working hours ranks higher. Not rounded, because loads of thousands of
   * promised tasks must still differ.
   */
  readonly score: number
}

/**
 * Score penalty for a person outside working hours. Scores range from 0 to 1, so a penalty of 1 exceeds any
 * difference.
 */
const awayFrom = 1
export const disqualified = -2

export const isQualified = ({ score }: Pick<Entry, 'score'>): boolean => score > disqualified

export function compareEntries(a: Entry, b: Entry): number {
  return b.score - a.score || a.missing - b.missing || compareIds(idOf(a), idOf(b))
}

export interface Outcome {
  readonly best: Entry
  /** The best entries, best first. */
  readonly kept: readonly Entry[]
  /** All entries with the required skills, including offline agents. */
  readonly skilled: readonly Entry[]
  readonly need: Need
}

/**
 * The smallest change to one other agent that would have made it the choice, or the reason why no change would. The
 * change also holds in a new ranking, because only the score of that agent changes.
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

/** Checks the kept candidates only, in order, down to the lowest score that one more success could lift to the top. */
function ifOneMoreSuccess({ best, kept, need }: Outcome): string | null {
  const reach = best.score - (competenceWeight(need) * maxGain) / need.skills.length
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

/** Score penalty of an agent outside working hours; 0 for an agent within them. */
export const distanceOf = ({ agent }: Candidacy, { at }: Need): number =>
  isIn(hoursOf(agent), at) ? 0 : awayFrom

/**
 * The entry with the highest changed score, if that score beats the best entry. `changedScore` returns `disqualified`
 * where the change does not apply.
 */
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

/** Agent name for texts that people read; ids are for programs. */
export const nameOf = ({ candidacy }: Pick<Entry, 'candidacy'>): string => clip(candidacy.agent.name)
const compareIds = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
