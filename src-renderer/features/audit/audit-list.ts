import type { AuditPage } from '#shared/contract/audit.ts'
import type { AuditEntry } from '#shared/model/audit-entry.ts'

/** A stretch of the log, newest first. */
export interface AuditList {
  readonly entries: readonly AuditEntry[]
  /** Below which entry it goes on; null: it reaches down to the first. */
  readonly older: number | null
  /** Above which entry it goes on; null: nothing was read yet. */
  readonly newer: number | null
  /** Its first page is there. */
  readonly isRead: boolean
}

export const emptyList: AuditList = { entries: [], older: null, newer: null, isRead: false }

export function afterOlder(list: AuditList, { entries, next, through }: AuditPage): AuditList {
  return {
    entries: entries.length === 0 ? list.entries : [...list.entries, ...entries],
    older: next,
    newer: list.newer ?? through,
    isRead: list.isRead || entries.length > 0 || next === null,
  }
}

export function afterNewer(list: AuditList, { entries, through }: AuditPage): AuditList {
  return {
    ...list,
    entries: entries.length === 0 ? list.entries : [...entries, ...list.entries],
    newer: Math.max(through, list.newer ?? 0),
  }
}
