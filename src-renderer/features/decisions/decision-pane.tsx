import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import type { DecisionFile } from '#shared/model/decisions/decision-search.ts'
import { lookOfDecision } from '../../entities/decisions/decision-look.ts'
import { DecisionSays } from '../../entities/decisions/decision-says.tsx'
import { wordsOfDecision } from '../../entities/decisions/decision-words.ts'
import { GuardNote } from '../../entities/decisions/guard-note.tsx'
import { Part } from '../../entities/decisions/part.tsx'
import { useRpc } from '../../rpc/context.tsx'
import { IconButton } from '../../ui/controls/button.tsx'
import { FailureNote, Skeleton } from '../../ui/notes.tsx'
import { inkOfTone } from '../../ui/status-badge.tsx'
import { words } from '../../words/words.ts'
import { AskAgain } from './ask-again.tsx'
import { DecisionFacts } from './decision-facts.tsx'
import { Exchange } from './exchange.tsx'
import { Judge } from './judge.tsx'
import { OutcomePart } from './outcome-part.tsx'

interface DecisionPaneProps {
  readonly runId: string
  readonly number: number
  readonly onClose: () => void
}

/** One decision, whole: what was asked, answered, checked and done, and what others would have said. */
export function DecisionPane({ runId, number, onClose }: DecisionPaneProps) {
  const { orpc } = useRpc()
  const file = useQuery(orpc.goals.readDecision.queryOptions({ input: { runId, number } }))
  return (
    <aside
      aria-label={words.decisions.decision}
      className="z-10 flex min-h-0 shrink-0 flex-col overflow-hidden rounded-lg border border-line bg-surface @3xl:w-[min(640px,54%)] @max-3xl:absolute @max-3xl:inset-0"
    >
      {file.data === undefined ? (
        <div className="flex flex-col gap-4 p-5">
          <IconButton label={words.decisions.close} icon={X} className="self-end" onClick={onClose} />
          {file.isError ? <FailureNote error={file.error} /> : <Skeleton lines={6} />}
        </div>
      ) : (
        <Whole file={file.data} onClose={onClose} />
      )}
    </aside>
  )
}

function Whole({ file, onClose }: { file: DecisionFile; onClose: () => void }) {
  const { record, found } = file
  const { icon: Icon, tone } = lookOfDecision(found)
  return (
    <>
      <header className="flex items-start gap-2 border-line border-b py-2 pe-2 ps-4">
        <Icon size={18} aria-hidden className={`mt-1.5 shrink-0 ${inkOfTone(tone)}`} />
        <h2 className="min-w-0 flex-1 break-words py-1 font-semibold text-lg">
          {wordsOfDecision(found, { taskTitle: found.outcome?.title ?? null, openTasks: 0 })}
        </h2>
        <IconButton label={words.decisions.close} icon={X} onClick={onClose} />
      </header>
      <div className="flex min-h-0 flex-1 flex-col gap-5 overflow-auto p-4">
        <DecisionFacts found={found} />
        <DecisionSays decision={record.decision} />
        <Part title={words.decisions.guard}>
          {record.findings.length === 0 ? (
            <p>{words.decisions.guardPassed}</p>
          ) : (
            <GuardNote record={found} isOpen />
          )}
        </Part>
        <OutcomePart found={found} />
        <AskAgain file={file} />
        <Judge found={found} />
        <Exchange record={record} />
      </div>
    </>
  )
}
