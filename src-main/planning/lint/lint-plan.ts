import { maxPlanTasks, type PlanDocument } from '#shared/model/plan.ts'
import { type PlanFinding, severities } from '#shared/model/plan-finding.ts'
import { words } from '#shared/words/words.ts'
import { checkBudgets } from './checks/check-budgets.ts'
import { checkBranches, checkConditions } from './checks/check-conditions.ts'
import { checkCycles } from './checks/check-cycles.ts'
import { checkFiles } from './checks/check-files.ts'
import { checkGates } from './checks/check-gates.ts'
import { checkGroups } from './checks/check-groups.ts'
import { checkGrave } from './checks/check-irreversible.ts'
import { checkCheckers, checkPins } from './checks/check-named-agents.ts'
import { checkRedundant } from './checks/check-redundant.ts'
import { checkReferences } from './checks/check-references.ts'
import { checkSkills } from './checks/check-skills.ts'
import { checkTexts } from './checks/check-texts.ts'
import { checkDeadlines, checkPriorities } from './checks/check-urgency.ts'
import { checkWorkspace } from './checks/check-workspace.ts'
import type { LintFacts } from './facts.ts'
import { findingOf } from './finding.ts'
import { type Check, lintContextOf } from './lint-context.ts'

const checks: readonly Check[] = [
  checkSize,
  checkWorkspace,
  checkReferences,
  checkCycles,
  checkConditions,
  checkBranches,
  checkGates,
  checkSkills,
  checkPins,
  checkCheckers,
  checkGroups,
  checkGrave,
  checkFiles,
  checkDeadlines,
  checkBudgets,
  checkPriorities,
  checkRedundant,
  checkTexts,
]

/**
 * Finds the problems of a plan, even one that cannot run: errors first, then in the order of the plan. A plan without
 * errors can be built. The same document and facts always give the same problems.
 */
export function lintPlan(document: PlanDocument, facts: LintFacts): PlanFinding[] {
  const context = lintContextOf(document, facts)
  const placeOf = ({ taskKeys: [key] }: PlanFinding) =>
    key === undefined ? -1 : (context.graph.indexOf.get(key) ?? -1)
  return checks
    .flatMap((check) => check(context))
    .map((finding) => ({ finding, rank: severities.indexOf(finding.severity), place: placeOf(finding) }))
    .sort((a, b) => a.rank - b.rank || a.place - b.place)
    .map(({ finding }) => finding)
}

function checkSize({ document: { tasks } }: Parameters<Check>[0]): PlanFinding[] {
  if (tasks.length > 0 && tasks.length <= maxPlanTasks) return []
  const message =
    tasks.length === 0 ? words.findings.noTasks : words.findings.tooManyTasks(tasks.length, maxPlanTasks)
  return [findingOf({ code: 'plan_size', severity: 'error', message })]
}
