import type { PlanDocument } from '#shared/model/plan.ts'
import type { PlanChange, PlanFinding, PlanFix } from '#shared/model/plan-finding.ts'
import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { quote } from '../importers/warnings.ts'
import { applyChanges } from './apply-change.ts'
import { isOfCycle } from './checks/check-cycles.ts'
import type { LintFacts } from './facts.ts'
import { lintPlan } from './lint-plan.ts'

export interface Mended {
  readonly document: PlanDocument
  /** Ids of the fixes, in the order of application. */
  readonly applied: readonly string[]
}

/** Applies one fix of one finding. */
export function applyFix(
  document: PlanDocument,
  facts: LintFacts,
  { findingId, fixId }: { readonly findingId: string; readonly fixId: string },
): Result<PlanDocument, Refusal> {
  const finding = lintPlan(document, facts).find(({ id }) => id === findingId)
  const fix = finding?.fixes.find(({ id }) => id === fixId)
  return fix === undefined ? err(unknownFix(fixId)) : ok(applyChanges(document, fix.changes))
}

/** Applies fixes by id. A fix whose problem another fix solved is skipped. */
export function applyFixes(
  document: PlanDocument,
  facts: LintFacts,
  fixIds: readonly string[],
): Result<Mended, Refusal> {
  const fixes = fixesOf(lintPlan(document, facts))
  const unknown = fixIds.find((id) => !fixes.has(id))
  if (unknown !== undefined) return err(unknownFix(unknown))
  const choose: Choose = ({ fixes: found, applied }) =>
    fixIds.filter((id) => found.has(id) && !applied.has(id))
  return ok(applyInRounds(document, facts, choose))
}

const unknownFix = (id: string): Refusal =>
  refusal('E_NOT_FOUND', 'fix_not_found', { fix: quote(id), field: 'fixes' })

/** Applies every safe fix, including fixes that become safe later. `cycles`: also applies fixes that break a cycle. */
export const applySafeFixes = (
  document: PlanDocument,
  facts: LintFacts,
  { cycles = false }: { readonly cycles?: boolean } = {},
): Mended =>
  applyInRounds(document, facts, ({ findings }) =>
    findings.flatMap(
      ({ code, fixes }) => fixes.find(({ isSafe }) => isSafe || (cycles && isOfCycle(code)))?.id ?? [],
    ),
  )

interface Round {
  readonly findings: readonly PlanFinding[]
  readonly fixes: ReadonlyMap<string, PlanFix>
  /** Ids of the fixes applied in earlier rounds. */
  readonly applied: ReadonlySet<string>
}

type Choose = (round: Round) => string[]

/** Each round removes findings; no realistic plan needs more rounds. */
const maxRounds = 200
/** Minimum number of rounds for a large plan. The remaining problems stay in the report. */
const fewestRounds = 5
/** Limit of tasks checked in all rounds together; takes a few seconds. */
const maxLookedAtInAll = 200_000
/** Limit of tasks checked while fixes are applied one at a time; takes about a second. */
const maxLookedAt = 50_000

/**
 * Rechecks the plan after each fix, because a fix is computed for the plan at that time. In a plan too large for this,
 * fixes of different tasks are applied together. This order may drop more dependencies of a cycle than necessary.
 */
function applyInRounds(start: PlanDocument, facts: LintFacts, choose: Choose): Mended {
  let document = start
  const applied = new Set<string>()
  const rounds = Math.max(
    fewestRounds,
    Math.min(maxRounds, Math.floor(maxLookedAtInAll / start.tasks.length)),
  )
  for (let round = 0; round < rounds; round += 1) {
    const findings = lintPlan(document, facts)
    const fixes = fixesOf(findings)
    const ids = choose({ findings, fixes, applied })
    if (ids.length === 0) break
    const isSmall = ids.length * document.tasks.length <= maxLookedAt && ids.length < rounds - round
    const chosen = isSmall ? ids.slice(0, 1) : apartFrom(document, ids, fixes)
    document = applyChanges(
      document,
      chosen.flatMap((id) => fixes.get(id)?.changes ?? []),
    )
    for (const id of chosen) applied.add(id)
  }
  return { document, applied: [...applied] }
}

/** Fixes that do not conflict with each other. */
function apartFrom(
  { tasks }: PlanDocument,
  ids: readonly string[],
  fixes: ReadonlyMap<string, PlanFix>,
): string[] {
  const conditional = new Set(tasks.flatMap(({ key, condition }) => (condition === undefined ? [] : key)))
  const touched = new Set<string>()
  const isMere = (change: PlanChange) =>
    change.type === 'dependencies' && change.add.length === 0 && !conditional.has(change.task)
  return ids.filter((id) => {
    const changes = (fixes.get(id)?.changes ?? []).filter((change) => !isMere(change))
    if (changes.some((change) => touched.has(placeOf(change)))) return false
    for (const change of changes) touched.add(placeOf(change))
    return true
  })
}

const fixesOf = (findings: readonly PlanFinding[]): ReadonlyMap<string, PlanFix> =>
  new Map(findings.flatMap((finding) => finding.fixes.map((fix) => [fix.id, fix] as const)))

const placeOf = (change: PlanChange): string => ('task' in change ? `task ${change.task}` : change.type)
