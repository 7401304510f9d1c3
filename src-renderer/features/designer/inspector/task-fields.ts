import type { PlanFinding } from '#shared/model/plan-finding.ts'
import type { DraftTask } from '../../../entities/plans/edits/edit.ts'
import type { TaskFields } from '../../../entities/plans/edits/tasks.ts'
import type { FaultText } from '../../../ui/controls/field.tsx'

/** Properties of every part of the form, for one or more tasks. */
export interface TaskFormProps {
  /** Never empty. */
  readonly tasks: readonly DraftTask[]
  readonly onSet: (fields: TaskFields, field: string) => void
  readonly onChangeEach: (change: (task: DraftTask) => TaskFields, field: string) => void
  /** The finding for a field of the form. */
  readonly faultOf: (field: FaultField) => FaultText | undefined
}

/** Finding codes by form field. */
const codes = {
  title: ['vague_title'],
  key: ['duplicate_key'],
  skills: ['unknown_skill', 'skills_apart', 'no_skill', 'agents_offline'],
  pin: ['unknown_pin', 'simulated_pin', 'unfit_pin', 'pin_outside_crew', 'pin_offline'],
  waits: [
    'dangling_dependency',
    'cycle',
    'self_dependency',
    'duplicate_dependency',
    'redundant_dependency',
    'same_file',
  ],
  parent: ['dangling_parent', 'group_in_itself', 'too_deep', 'empty_group'],
  due: ['infeasible_deadline', 'due_after_dependent'],
  priority: ['priority_inversion'],
  condition: ['bad_condition', 'never_runs'],
  join: ['skipped_with_branch'],
  gate: ['unanswerable_gate', 'unknown_approver', 'quorum_too_large', 'group_review', 'ungated_step'],
  budget: ['misplaced_budget', 'budget_too_small'],
  cost: ['unknown_price'],
  checks: ['unfit_checker', 'no_done_when'],
} as const satisfies Record<string, readonly string[]>

export type FaultField = keyof typeof codes

/**
 * The first error of a field, otherwise the first warning, which does not prevent a run. Hints appear only in the list
 * of problems.
 */
export function findFault(findings: readonly PlanFinding[], field: FaultField): FaultText | undefined {
  const meant: readonly string[] = codes[field]
  const about = findings.filter(({ code }) => meant.includes(code))
  const error = about.find(({ severity }) => severity === 'error')
  if (error !== undefined) return error.message
  const warning = about.find(({ severity }) => severity === 'warning')
  return warning === undefined ? undefined : { warning: warning.message }
}
