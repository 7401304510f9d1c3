import type { DraftTask } from '../../entities/plans/edits/edit.ts'

export type When = 'none' | 'before' | 'after'

/** When a person is asked about a task. */
export const whenOf = ({ requiresApproval, gate }: Pick<DraftTask, 'requiresApproval' | 'gate'>): When =>
  gate?.when ?? (requiresApproval ? 'before' : 'none')

/** Of an amount that is typed without one. */
export const usualCurrency = 'EUR'
