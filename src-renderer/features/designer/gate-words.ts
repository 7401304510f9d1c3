import type { Gate } from '#shared/model/approval.ts'
import type { DraftTask } from '../../entities/plans/edits/edit.ts'
import type { TaskFields } from '../../entities/plans/edits/tasks.ts'

export const whens = ['none', 'before', 'after'] as const

export type When = (typeof whens)[number]

/** Time of the approval of a task: before, after, or none. */
export const whenOf = ({ requiresApproval, gate }: Pick<DraftTask, 'requiresApproval' | 'gate'>): When =>
  gate?.when ?? (requiresApproval ? 'before' : 'none')

export const plainGate: Gate = { when: 'before', quorum: 1, onExpiry: 'reject' }

/** Fields that set the time of the approval. Other settings of the gate stay. */
export function gateFieldsOf({ gate }: Pick<DraftTask, 'gate'>, when: When): TaskFields {
  if (when === 'none') return { requiresApproval: false, gate: undefined }
  if (when === 'after') return { requiresApproval: false, gate: { ...plainGate, ...gate, when } }
  return { requiresApproval: true, ...(gate !== undefined && { gate: { ...gate, when } }) }
}

/** Currency for amounts without one. */
export const usualCurrency = 'EUR'
