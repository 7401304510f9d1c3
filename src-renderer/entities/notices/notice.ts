/** The setting that controls each kind of notice. */
export const settingOf = {
  needs_you: 'needs_you',
  run_failed: 'run_failed',
  run_rejected: 'run_failed',
  run_gaps: 'run_done',
  run_done: 'run_done',
  budget_80: 'money',
  budget_100: 'money',
} as const
export type NoticeKind = keyof typeof settingOf

export interface Notice {
  readonly id: string
  readonly kind: NoticeKind
  /** Null for budget notices that concern several runs. */
  readonly runId: string | null
  readonly runTitle: string
  /** The task to open; null if there are several or none. */
  readonly taskKey: string | null
  /** Full title: event, task and run. */
  readonly title: string
  readonly at: number
  readonly isRead: boolean
  /** Approvals in this notice. The notice is read once all are answered. */
  readonly approvalIds: readonly string[]
}

/** True if the current screen already shows the subject, so the notice is redundant. */
export const isInView = ({ runId, kind }: Pick<Notice, 'runId' | 'kind'>, pathname: string): boolean =>
  (runId !== null && pathname === `/runs/${runId}`) || (kind === 'needs_you' && pathname.startsWith('/inbox'))
