import { useQuery } from '@tanstack/react-query'
import { Workflow } from 'lucide-react'
import type { DecisionSummary } from '#shared/model/decisions/decision.ts'
import { DecisionSays } from '../../../entities/decisions/decision-says.tsx'
import { useRpc } from '../../../rpc/context.tsx'
import { Button } from '../../../ui/controls/button.tsx'
import { Fetched } from '../../../ui/fetched.tsx'
import { MonoBox } from '../../../ui/text/mono-box.tsx'
import { words } from '../../../words/words.ts'
import { useSelectTask } from '../task/task-link.tsx'

interface DecisionDetailsProps {
  readonly record: DecisionSummary
}

/** What goes with a decision: the task as it was given, and the question and the answer letter by letter. */
export function DecisionDetails({ record }: DecisionDetailsProps) {
  const select = useSelectTask()
  const { decision, createdTask, findings } = record
  const isSaid = findings.length === 0
  return (
    <div className="flex flex-col gap-4 border-line border-t px-3 py-3">
      <DecisionSays decision={decision} without={{ reasoning: true, question: isSaid }} />
      {createdTask !== null && (
        <Button icon={Workflow} className="self-start" onClick={() => select(createdTask)}>
          {words.run.decisions.showTask}
        </Button>
      )}
      <Exchange record={record} />
    </div>
  )
}

/** Read when it is asked for: a prompt can be long, and there can be hundreds. It never changes. */
function Exchange({ record: { runId, number } }: { record: DecisionSummary }) {
  const { orpc } = useRpc()
  const input = { runId, number }
  const whole = useQuery(orpc.goals.getDecision.queryOptions({ input, staleTime: Number.POSITIVE_INFINITY }))
  const { decisions } = words
  return (
    <Fetched query={whole} lines={2}>
      {({ prompt, raw }) => (
        <div className="flex flex-col gap-1">
          <Folded label={decisions.prompt} text={prompt} copyLabel={decisions.copyPrompt} />
          <Folded label={decisions.raw} text={raw} copyLabel={decisions.copyRaw} />
        </div>
      )}
    </Fetched>
  )
}

function Folded({ label, text, copyLabel }: { label: string; text: string; copyLabel: string }) {
  if (text === '') return <p className="text-faint">{words.run.decisions.isEmpty(label)}</p>
  return (
    <details>
      <summary className="-mx-1 min-h-6 w-fit rounded-sm px-1 py-0.5 text-muted hover:text-ink">
        {label}
      </summary>
      <div className="mt-2">
        <MonoBox text={text} copyLabel={copyLabel} isWrapped />
      </div>
    </details>
  )
}
