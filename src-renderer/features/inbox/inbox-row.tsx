import { clsx } from 'clsx'
import {
  Coins,
  FileCheck2,
  Hand,
  type LucideIcon,
  MessageCircleQuestion,
  ShieldQuestion,
  Unplug,
} from 'lucide-react'
import type { ApprovalKind } from '#shared/model/approval.ts'
import type { InboxItem } from '#shared/model/inbox.ts'
import { formatMoney } from '#shared/text/format-money.ts'
import { words } from '#shared/words/words.ts'
import { isTaskOfPerson } from '../../entities/approvals/answer/answers.ts'
import { ExpiryText } from '../../entities/approvals/card-facts.tsx'
import { RiskBadge } from '../../entities/approvals/risk-badge.tsx'
import { CheckBox } from '../../ui/controls/check-box.tsx'
import { SimulationMark } from '../../ui/simulation-mark.tsx'
import { firstLine } from '../../ui/text/first-line.ts'
import { Ago } from '../../ui/text/time.tsx'
import { visible } from '../../ui/visible-characters.ts'

export const kindIcons: Record<ApprovalKind, LucideIcon> = {
  task_gate: Hand,
  result_review: FileCheck2,
  uncertain_outcome: Unplug,
  budget_top_up: Coins,
  agent_question: MessageCircleQuestion,
  permission: ShieldQuestion,
}

interface InboxRowProps {
  readonly item: InboxItem
  readonly isOpen: boolean
  readonly isMarked: boolean
  readonly onOpen: () => void
  readonly onMark: () => void
}

export const rowId = (approvalId: string): string => `inbox-${approvalId}`

/** An open approval: question, task, run, cause, risk and time left. */
export function InboxRow({ item, isOpen, isMarked, onOpen, onMark }: InboxRowProps) {
  const { kind, question, taskTitle, runTitle, isSimulated, delay, risk, cost, expiresAt, postedAt } = item
  const Icon = kindIcons[kind]
  const asked = visible(firstLine(question))
  const urgency = words.inbox.describeUrgency(delay)
  return (
    <div
      className={clsx(
        'flex items-start border-line border-b px-2 -outline-offset-2 has-[>button:focus-visible]:outline-2 has-[>button:focus-visible]:outline-focus',
        isOpen ? 'bg-accent-soft' : 'hover:bg-hover',
      )}
    >
      <CheckBox
        label={words.inbox.mark(asked)}
        isChecked={isMarked}
        tabIndex={isOpen ? 0 : -1}
        onChange={onMark}
        className="mt-[calc(var(--row-pad)-2px)]"
      />
      <button
        type="button"
        id={rowId(item.approvalId)}
        aria-current={isOpen}
        tabIndex={isOpen ? 0 : -1}
        onClick={onOpen}
        className="min-w-0 flex-1 px-2 py-row text-start outline-none"
      >
        <span className="flex items-start gap-1.5">
          <Icon size={14} aria-hidden className="mt-[3px] shrink-0 text-attention" />
          <span className="line-clamp-2 min-w-0 flex-1 break-words font-medium">{asked}</span>
          <span className="shrink-0 ps-2 text-muted text-sm">
            <Ago at={postedAt} />
          </span>
        </span>
        <span className="mt-0.5 block truncate ps-5 text-muted text-sm" title={`${taskTitle} · ${runTitle}`}>
          {taskTitle} · {runTitle}
        </span>
        <span className="mt-1 flex flex-wrap gap-x-3 gap-y-0.5 ps-5 text-sm">
          {isSimulated && <SimulationMark />}
          {!isTaskOfPerson(item) && <RiskBadge risk={risk} />}
          {urgency !== '' && <span className="min-w-0 break-words">{urgency}</span>}
          {cost !== null && cost.amountMinor > 0 && (
            <span className="tabular text-muted">{formatMoney(cost)}</span>
          )}
          {expiresAt !== null && <ExpiryText postedAt={postedAt} expiresAt={expiresAt} />}
        </span>
      </button>
    </div>
  )
}
