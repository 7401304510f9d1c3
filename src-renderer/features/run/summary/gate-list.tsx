import { Check, Clock, X } from 'lucide-react'
import type { SummaryGate } from '#shared/contract/runs/run-summary.ts'
import { nameOfPerson } from '../../../entities/approvals/answer/signature.ts'
import { endingOf } from '../../../entities/approvals/closed-approval.tsx'
import { firstLine } from '../../../ui/text/first-line.ts'
import { formatDuration } from '../../../ui/text/format.ts'
import { visible } from '../../../ui/visible.ts'
import { words } from '../../../words/words.ts'
import { TaskLink } from '../task/task-link.tsx'

const says = words.run.summary

interface GateListProps {
  readonly gates: readonly SummaryGate[]
  readonly at: number
  readonly onSelect: (taskKey: string) => void
}

/** What people were asked, what they said and how long it took them. */
export function GateList({ gates, at, onSelect }: GateListProps) {
  if (gates.length === 0) return <p className="text-muted">{says.noGates}</p>
  return (
    <ul className="flex max-h-96 flex-col divide-y divide-line overflow-auto rounded-md border border-line">
      {gates.map((gate) => (
        <li key={gate.approvalId} className="flex flex-col gap-1 px-3 py-2">
          <p className="break-words">{visible(firstLine(gate.question))}</p>
          <p className="flex flex-wrap items-center gap-x-1.5 text-muted text-sm">
            <Ending gate={gate} at={at} />
          </p>
          {gate.note !== null && <p className="break-words text-muted text-sm">“{gate.note}”</p>}
          <div className="text-sm">
            <TaskLink taskKey={gate.taskKey} onSelect={onSelect} />
          </div>
        </li>
      ))}
    </ul>
  )
}

function Ending({ gate, at }: { readonly gate: SummaryGate; readonly at: number }) {
  const { answer, closed, answeredBy, postedAt, answeredAt } = gate
  const isOpen = answeredAt === null && closed === null
  const took = formatDuration((answeredAt ?? at) - postedAt)
  const Icon = isOpen ? Clock : answer === null || answer === 'reject' || answer === 'fail' ? X : Check
  return (
    <>
      <Icon size={14} aria-hidden className="shrink-0" />
      <span className="font-medium text-ink">{isOpen ? says.open : endingOf(gate)}</span>
      {answeredBy !== null && <span>{words.inbox.ended.by(nameOfPerson(answeredBy))}</span>}
      <span>{isOpen ? says.since(took) : says.after(took)}</span>
    </>
  )
}
