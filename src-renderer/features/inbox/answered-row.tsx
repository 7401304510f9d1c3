import { clsx } from 'clsx'
import type { AnsweredItem } from '#shared/model/inbox.ts'
import { nameOfPerson } from '../../entities/approvals/answer/signature.ts'
import { endingOf } from '../../entities/approvals/closed-approval.tsx'
import { SimulationMark } from '../../ui/simulation-mark.tsx'
import { firstLine } from '../../ui/text/first-line.ts'
import { Ago } from '../../ui/text/time.tsx'
import { visible } from '../../ui/visible.ts'
import { kindIcons, rowId } from './inbox-row.tsx'

interface AnsweredRowProps {
  readonly item: AnsweredItem
  readonly isOpen: boolean
  readonly onOpen: () => void
}

/** One that is over: how, by whom, and why. */
export function AnsweredRow({ item, isOpen, onOpen }: AnsweredRowProps) {
  const { kind, question, taskTitle, runTitle, isSimulated, answeredAt, answeredBy, note } = item
  const Icon = kindIcons[kind]
  const who = answeredBy === null ? '' : ` · ${nameOfPerson(answeredBy)}`
  return (
    <button
      type="button"
      id={rowId(item.approvalId)}
      aria-current={isOpen}
      tabIndex={isOpen ? 0 : -1}
      onClick={onOpen}
      className={clsx(
        'block w-full border-line border-b px-4 py-row text-start outline-offset-[-2px]',
        isOpen ? 'bg-accent-soft' : 'hover:bg-hover',
      )}
    >
      <span className="flex items-start gap-1.5">
        <Icon size={14} aria-hidden className="mt-[3px] shrink-0 text-muted" />
        <span className="line-clamp-2 min-w-0 flex-1 break-words font-medium">
          {visible(firstLine(question))}
        </span>
        <span className="shrink-0 ps-2 text-muted text-sm">
          <Ago at={answeredAt} />
        </span>
      </span>
      <span className="mt-0.5 flex items-center gap-2 ps-5 text-sm">
        <span className="min-w-0 truncate">
          {endingOf(item)}
          {who}
        </span>
        {isSimulated && <SimulationMark />}
      </span>
      <span className="mt-0.5 block truncate ps-5 text-muted text-sm" title={`${taskTitle} · ${runTitle}`}>
        {taskTitle} · {runTitle}
      </span>
      {note !== null && (
        <span className="mt-0.5 line-clamp-1 break-words ps-5 text-muted text-sm">{note}</span>
      )}
    </button>
  )
}
