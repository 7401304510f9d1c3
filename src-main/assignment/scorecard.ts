import { type Candidate, freeKinds, type Scorecard } from '#shared/model/agents/agent.ts'
import type { TaskDefinition } from '#shared/model/task-definition.ts'
import { words } from '#shared/words/words.ts'
import { describeAbsence, hoursOf } from '#shared/working-hours.ts'
import {
  compareEntries,
  describeRivals,
  disqualified,
  distanceOf,
  type Entry,
  isQualified,
  nameOf,
} from './counterfactual.ts'
import { describePinFault } from './pin-fault-text.ts'
import { relevanceOf } from './relevance.ts'
import { loadOf, type Need, partsOf, rounded, scoreBesidesLoad, withLoad } from './score.ts'
import { type Candidacy, hasSkill, verify } from './verify.ts'

/**
 * Maximum number of candidates in a scorecard. Every task stores one, so with many agents the scorecards would fill
 * most of the database.
 */
export const maxKept = 20
/** Characters of a task's text that matching reads. */
const maxText = 2000

/**
 * Chooses the best agent for the skills, with the facts about the best candidates and a counterfactual. `at` is the
 * instant at which competence is evaluated, `text` the title and description of the task. Runs once per task of a plan, so only the kept candidates get a verdict in
 * words.
 */
export const rank = (
  candidacies: readonly Candidacy[],
  requiredSkills: readonly string[],
  at = 0,
  text = '',
): Scorecard => rankAs('chosen', candidacies, { requiredSkills, at, text })

/** The text of a task that matching compares with agents. */
export const textOfTask = ({ title, description }: Pick<TaskDefinition, 'title' | 'description'>): string =>
  `${title}\n${description}`.slice(0, maxText)

/**
 * Same as `rank`, for a task that is assigned to one agent. Ties are not described, because the assignment decides and
 * not the id.
 */
export const rankBeside = (candidacies: readonly Candidacy[], wanted: Wanted): Scorecard =>
  rankAs('beside', candidacies, wanted)

interface Wanted {
  readonly requiredSkills: readonly string[]
  readonly at: number
  /** Title and description of the task; empty or absent: unknown. */
  readonly text?: string
}

function rankAs(
  use: 'chosen' | 'beside',
  candidacies: readonly Candidacy[],
  { requiredSkills, at, text = '' }: Wanted,
): Scorecard {
  const need = withRelevance(candidacies, text, {
    ...{ skills: requiredSkills, at },
    isPriceComparable: haveOneCurrency(candidacies, requiredSkills),
  })
  const kept: Entry[] = []
  const skilled: Entry[] = []
  for (const candidacy of candidacies) {
    const entry = enter(candidacy, need)
    if (entry.missing === 0) skilled.push(entry)
    keep(kept, entry)
  }
  const [best, next] = kept
  const tie = use === 'chosen' ? describeTie(best, next) : ''
  const candidates = kept.map((entry) => describe(entry, need, entry === best ? tie : ''))
  const facts = { candidates, others: candidacies.length - kept.length }
  if (best === undefined || !isQualified(best)) {
    return { chosen: null, ...facts, counterfactual: nearestMiss(kept, candidates) }
  }
  const counterfactual = describeRivals({ best, kept, skilled, need })
  return { chosen: best.candidacy.agent.id, ...facts, counterfactual }
}

/**
 * Reason why no agent was chosen, in the wording of document 000: that of the assigned agent, or else of the nearest
 * candidate.
 */
export function reasonForNobody({ candidates, pin }: Scorecard, nameOf: (agentId: string) => string): string {
  if (pin !== undefined && pin.fault !== null) {
    const own = candidates.find(({ agentId }) => agentId === pin.agentId)
    return describePinFault(nameOf(pin.agentId), pin.fault, own?.verdict.missingSkills ?? [])
  }
  const nearest = nearestOf(candidates)
  return words.matching.noneFound(nearest?.verdict.reason ?? words.matching.noneTakesAnyWork)
}

function enter(candidacy: Candidacy, need: Need): Entry {
  const missing = countMissing(candidacy, need.skills)
  if (missing > 0) return { candidacy, missing, besidesLoad: disqualified, score: disqualified }
  const besidesLoad = scoreBesidesLoad(candidacy, need) - distanceOf(candidacy, need)
  const isOffline = candidacy.agent.availability === 'offline'
  return {
    candidacy,
    missing,
    besidesLoad,
    score: isOffline ? disqualified : withLoad(besidesLoad, loadOf(candidacy)),
  }
}

/** Relevance decides between several qualified agents only, so other tasks skip its cost. */
function withRelevance(candidacies: readonly Candidacy[], text: string, need: Need): Need {
  if (text === '') return need
  const qualified = candidacies.filter(
    (each) => each.agent.availability !== 'offline' && countMissing(each, need.skills) === 0,
  )
  if (qualified.length < 2) return need
  const relevance = relevanceOf(
    qualified.map(({ agent }) => agent),
    text,
  )
  return relevance.size === 0 ? need : { ...need, relevance }
}

function countMissing(candidacy: Candidacy, requiredSkills: readonly string[]): number {
  let missing = 0
  for (const skill of requiredSkills) if (!hasSkill(candidacy, skill)) missing += 1
  return missing
}

/** Prices in several currencies cannot be compared. Only prices of agents with the required skills count. */
function haveOneCurrency(candidacies: readonly Candidacy[], requiredSkills: readonly string[]): boolean {
  let currency: string | null = null
  for (const candidacy of candidacies) {
    const { price } = candidacy.agent
    if (price === undefined || price.amountMinor === 0 || freeKinds.has(candidacy.agent.kind)) continue
    if (price.currency === currency || countMissing(candidacy, requiredSkills) > 0) continue
    if (currency !== null) return false
    currency = price.currency
  }
  return true
}

/** Inserts the entry into the ranked list and keeps at most `maxKept` entries. */
function keep(kept: Entry[], entry: Entry): void {
  const last = kept.at(-1)
  if (kept.length === maxKept && last !== undefined && compareEntries(last, entry) < 0) return
  const place = kept.findLastIndex((each) => compareEntries(each, entry) < 0) + 1
  kept.splice(place, 0, entry)
  if (kept.length > maxKept) kept.pop()
}

/** Equal scores are ordered by id. The text says so, because readers could take the order for a judgement. */
const describeTie = (best: Entry | undefined, next: Entry | undefined): string =>
  best !== undefined && next !== undefined && isQualified(best) && best.score === next.score
    ? ` ${words.matching.tie(nameOf(next))}`
    : ''

function describe(entry: Entry, need: Need, tie: string): Candidate {
  const { candidacy, score } = entry
  const verdict = verify(candidacy, need.skills)
  const agentId = candidacy.agent.id
  if (!isQualified(entry)) return { agentId, verdict, score: null, parts: null }
  const distance = distanceOf(candidacy, need)
  const away = distance === 0 ? '' : ` ${describeAbsence(candidacy.agent, hoursOf(candidacy.agent), need.at)}`
  const explained = { ...verdict, reason: `${verdict.reason}${away}${tie}` }
  return { agentId, verdict: explained, score: rounded(score + distance), parts: partsOf(candidacy, need) }
}

/**
 * The candidate with the fewest missing skills. Ties: the first one, because candidates with a score are listed first.
 */
function nearestOf(candidates: readonly Candidate[]): Candidate | undefined {
  const missing = ({ verdict }: Candidate) => verdict.missingSkills.length
  let nearest = candidates[0]
  for (const each of candidates) if (nearest === undefined || missing(each) < missing(nearest)) nearest = each
  return nearest
}

function nearestMiss(kept: readonly Entry[], candidates: readonly Candidate[]): string {
  const nearest = nearestOf(candidates)
  const entry = kept.find(({ candidacy }) => candidacy.agent.id === nearest?.agentId)
  if (nearest === undefined || entry === undefined) return words.matching.noAgents
  const { missingSkills } = nearest.verdict
  if (missingSkills.length === 0) return words.matching.wouldWinOnline(nameOf(entry))
  return words.matching.lacks(nameOf(entry), missingSkills)
}
