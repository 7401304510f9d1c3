import type { PlanDocument } from '#shared/model/plan.ts'
import type { PlanChange, PlanFinding, PlanFix } from '#shared/model/plan-finding.ts'
import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { quote } from '../importers/warnings.ts'
import { applyChanges } from './apply-change.ts'
import type { LintFacts } from './facts.ts'
import { lintPlan } from './lint-plan.ts'

export interface Mended {
  readonly document: PlanDocument
  /** Ids of the fixes, in the order in which they were made. */
  readonly applied: readonly string[]
}

/** Makes one fix of one finding. */
export function applyFix(
  document: PlanDocument,
  facts: LintFacts,
  { findingId, fixId }: { readonly findingId: string; readonly fixId: string },
): Result<PlanDocument, Refusal> {
  const finding = lintPlan(document, facts).find(({ id }) => id === findingId)
  const fix = finding?.fixes.find(({ id }) => id === fixId)
  return fix === undefined ? err(unknownFix(fixId)) : ok(applyChanges(document, fix.changes))
}

/** Makes these fixes, by id. One whose finding another fix has mended already is passed over. */
export function applyFixes(
  document: PlanDocument,
  facts: LintFacts,
  fixIds: readonly string[],
): Result<Mended, Refusal> {
  const bench = openBench(document, facts)
  const unknown = fixIds.find((id) => bench.find(id) === null)
  if (unknown !== undefined) return err(unknownFix(unknown))
  for (const id of fixIds) bench.apply(id)
  return ok(bench.result())
}

const unknownFix = (id: string): Refusal =>
  refusal(
    'E_NOT_FOUND',
    `There is no fix ${quote(id)} for this plan.`,
    'Check the plan again: its findings name their fixes.',
    { field: 'fixes' },
  )

/** Rounds of safe fixes; each makes the findings fewer, and nothing that is written by people needs more than a few. */
const maxRounds = 20

/** Makes every fix that is safe, and those that are safe after these. */
export function applySafeFixes(document: PlanDocument, facts: LintFacts): Mended {
  const bench = openBench(document, facts)
  for (let round = 0; round < maxRounds; round += 1) {
    const ids = bench.findings().flatMap(({ fixes }) => fixes.find(({ isSafe }) => isSafe)?.id ?? [])
    if (ids.length === 0) break
    for (const id of ids) bench.apply(id)
  }
  return bench.result()
}

interface Bench {
  readonly find: (fixId: string) => PlanFix | null
  readonly apply: (fixId: string) => void
  readonly findings: () => readonly PlanFinding[]
  readonly result: () => Mended
}

/**
 * A fix was worked out for the plan as it was: where another one has changed the same tasks since, or has tied tasks
 * together, the plan is looked at again. Fixes of different tasks need no new look, which would be one for each.
 */
function openBench(start: PlanDocument, facts: LintFacts): Bench {
  let document = start
  let findings = lintPlan(document, facts)
  let fixes = fixesOf(findings)
  let pending: PlanChange[] = []
  const touched = new Set<string>()
  const applied: string[] = []
  function lookAgain(): void {
    if (pending.length === 0) return
    document = applyChanges(document, pending)
    pending = []
    touched.clear()
    findings = lintPlan(document, facts)
    fixes = fixesOf(findings)
  }
  return {
    find: (fixId) => fixes.get(fixId) ?? null,
    findings() {
      lookAgain()
      return findings
    },
    apply(fixId) {
      const changes = fixes.get(fixId)?.changes ?? []
      if (changes.some((change) => isTying(change) || touched.has(placeOf(change)))) lookAgain()
      const fix = fixes.get(fixId)
      if (fix === undefined) return
      for (const change of fix.changes) touched.add(placeOf(change))
      pending.push(...fix.changes)
      applied.push(fixId)
      if (fix.changes.some(isTying)) lookAgain()
    },
    result() {
      lookAgain()
      return { document, applied }
    },
  }
}

const fixesOf = (findings: readonly PlanFinding[]): ReadonlyMap<string, PlanFix> =>
  new Map(findings.flatMap((finding) => finding.fixes.map((fix) => [fix.id, fix] as const)))

const placeOf = (change: PlanChange): string => ('task' in change ? `task ${change.task}` : change.type)

/** It may be right alone and wrong together with another one. */
const isTying = (change: PlanChange): boolean =>
  (change.type === 'dependencies' && change.add.length > 0) || change.type === 'remove'
