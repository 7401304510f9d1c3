/** The kinds of notices, each with its setting. */
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
  /** Null: it is about money of more than one run. */
  readonly runId: string | null
  readonly runTitle: string
  /** The task to go to; null where there are several, or none. */
  readonly taskKey: string | null
  /** In full: what, of which task, of which run. */
  readonly title: string
  readonly at: number
  readonly isRead: boolean
  /** The questions it stands for: once they are answered it is read. */
  readonly approvalIds: readonly string[]
}

/** A notice that says where a person looks anyway says nothing. */
export const isInView = ({ runId, kind }: Pick<Notice, 'runId' | 'kind'>, pathname: string): boolean =>
  (runId !== null && pathname === `/runs/${runId}`) || (kind === 'needs_you' && pathname.startsWith('/inbox'))
