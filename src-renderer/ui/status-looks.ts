import {
  ChevronsRight,
  Circle,
  CircleCheck,
  CircleCheckBig,
  CircleDashed,
  CircleMinus,
  CircleParking,
  CirclePause,
  CircleSlash,
  CircleStop,
  CircleX,
  Hand,
  LoaderCircle,
  type LucideIcon,
  RotateCw,
  ThumbsDown,
  Unplug,
  UserRoundX,
} from 'lucide-react'
import { assertNever } from '#shared/assert.ts'
import type { AttemptStatus } from '#shared/model/runs/attempt.ts'
import type { RunView } from '#shared/model/runs/run.ts'
import type { TaskView, WaitReason } from '#shared/model/task.ts'
import { words } from '#shared/words/words.ts'

export type Tone = 'neutral' | 'ready' | 'running' | 'attention' | 'warning' | 'done' | 'failed' | 'over'

interface StatusLook {
  readonly word: string
  readonly tone: Tone
  readonly icon: LucideIcon
  /** Filled icon, to distinguish it from the outlined icon of another status. */
  readonly isFilled?: true
}

/** Word, icon and colour of every visible status. The single source for them. */
export const statusLooks = {
  waiting: { word: words.statuses.waiting, tone: 'neutral', icon: Circle },
  ready: { word: words.statuses.ready, tone: 'ready', icon: Circle, isFilled: true },
  running: { word: words.statuses.running, tone: 'running', icon: LoaderCircle },
  needs_you: { word: words.statuses.needs_you, tone: 'attention', icon: Hand },
  blocked: { word: words.statuses.blocked, tone: 'warning', icon: CircleMinus },
  unassigned: { word: words.statuses.unassigned, tone: 'warning', icon: UserRoundX },
  retrying: { word: words.statuses.retrying, tone: 'warning', icon: RotateCw },
  paused: { word: words.statuses.paused, tone: 'warning', icon: CirclePause },
  stopping: { word: words.statuses.stopping, tone: 'warning', icon: CircleStop },
  parked: { word: words.statuses.parked, tone: 'attention', icon: CircleParking },
  interrupted: { word: words.statuses.interrupted, tone: 'warning', icon: Unplug },
  done: { word: words.statuses.done, tone: 'done', icon: CircleCheck },
  succeeded: { word: words.statuses.succeeded, tone: 'done', icon: CircleCheckBig },
  succeeded_with_gaps: { word: words.statuses.succeeded_with_gaps, tone: 'warning', icon: CircleDashed },
  failed: { word: words.statuses.failed, tone: 'failed', icon: CircleX },
  rejected: { word: words.statuses.rejected, tone: 'failed', icon: ThumbsDown },
  skipped: { word: words.statuses.skipped, tone: 'over', icon: ChevronsRight },
  cancelled: { word: words.statuses.cancelled, tone: 'over', icon: CircleSlash },
} as const satisfies Record<string, StatusLook>

export type StatusName = keyof typeof statusLooks
export const lookOf = (name: StatusName): StatusLook => statusLooks[name]

/** Displayed status of a task: its status, refined by the wait reason. */
export function statusOfTask({ status, reason }: Pick<TaskView, 'status' | 'reason'>): StatusName {
  switch (status) {
    case 'blocked':
      return reason?.code === 'reported' ? 'blocked' : 'waiting'
    case 'todo':
      return statusOfReady(reason?.code)
    case 'awaiting_approval':
    case 'awaiting_input':
      return 'needs_you'
    case 'in_progress':
      return 'running'
    case 'done':
    case 'failed':
    case 'skipped':
      return status
    case 'cancelled':
      return reason?.code === 'rejected' ? 'rejected' : status
    default:
      return assertNever(status, 'task status')
  }
}

/** Displayed status of a ready task that has not started. Reasons that matter to the user have their own status. */
function statusOfReady(code: WaitReason['code'] | undefined): StatusName {
  switch (code) {
    case 'no_agent':
      return 'unassigned'
    case 'budget':
      return 'blocked'
    case 'backoff':
      return 'retrying'
    default:
      return 'ready'
  }
}

type SeenRun = Pick<RunView, 'status' | 'outcome' | 'counts'>

/** Outcome of an ended run, else its status. */
export function statusOfRun({ status, outcome, counts }: SeenRun): StatusName {
  if (outcome !== null) return outcome
  switch (status) {
    case 'waiting':
      return (counts.awaiting_approval ?? 0) + (counts.awaiting_input ?? 0) > 0 ? 'needs_you' : 'blocked'
    case 'running':
    case 'paused':
    case 'stopping':
    case 'failed':
    case 'cancelled':
      return status
    case 'done':
      return 'succeeded'
    default:
      return assertNever(status, 'run status')
  }
}

export const statusOfAttempt = (status: AttemptStatus): StatusName => status
