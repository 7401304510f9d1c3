import type { PlanDraft, PlanFinding, Severity } from '#shared/model/plan-finding.ts'

/** What is amiss in the plan, as it was looked at last. */
export interface Findings {
  readonly all: readonly PlanFinding[]
  /** The same list as before for a task whose findings did not change: only what changed is drawn again. */
  readonly byTask: ReadonlyMap<string, readonly PlanFinding[]>
  /** The state of the plan that they are of; null: none was looked at yet. */
  readonly of: PlanDraft | null
  readonly failure: unknown
}

export const noFindings: Findings = { all: [], byTask: new Map(), of: null, failure: null }
const none: readonly PlanFinding[] = []

export const findingsOf = ({ byTask }: Findings, key: string): readonly PlanFinding[] =>
  byTask.get(key) ?? none

export function withFindings(before: Findings, all: readonly PlanFinding[], of: PlanDraft): Findings {
  const byTask = new Map<string, PlanFinding[]>()
  for (const finding of all) {
    for (const key of new Set(finding.taskKeys)) {
      const list = byTask.get(key)
      if (list === undefined) byTask.set(key, [finding])
      else list.push(finding)
    }
  }
  const kept = new Map<string, readonly PlanFinding[]>(byTask)
  for (const [key, list] of byTask) {
    const known = before.byTask.get(key)
    if (known !== undefined && isSame(known, list)) kept.set(key, known)
  }
  return { all, byTask: kept, of, failure: null }
}

const isSame = (a: readonly PlanFinding[], b: readonly PlanFinding[]): boolean =>
  a.length === b.length && a.every((each, at) => each.id === b[at]?.id && each.message === b[at]?.message)

export const countOf = (findings: readonly PlanFinding[], severity: Severity): number =>
  findings.filter((each) => each.severity === severity).length

/** Why the plan cannot be run; null when it can. Only errors stand in the way. */
export const firstError = ({ all }: Findings): PlanFinding | null =>
  all.find(({ severity }) => severity === 'error') ?? null

/** Of a task: hints do not mark it. */
export function worstOf(findings: readonly PlanFinding[]): 'error' | 'warning' | null {
  if (findings.some(({ severity }) => severity === 'error')) return 'error'
  return findings.some(({ severity }) => severity === 'warning') ? 'warning' : null
}
