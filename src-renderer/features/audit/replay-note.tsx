import { clsx } from 'clsx'
import { Check, X } from 'lucide-react'
import type { ReplayVerdict } from '#shared/contract/audit.ts'
import { MonoBox } from '../../ui/text/mono-box.tsx'
import { words } from '../../words/words.ts'

/** Whether the tables follow from the log; where they do not, the first row that differs, both ways. */
export function ReplayNote({ verdict: { equal, events, rows, difference } }: { verdict: ReplayVerdict }) {
  const Icon = equal ? Check : X
  return (
    <div className={clsx('rounded-lg px-3 py-2', equal ? 'bg-done-soft' : 'bg-failed-soft')}>
      <p className="tabular flex items-center gap-2 font-medium">
        <Icon size={16} aria-hidden className={equal ? 'text-done' : 'text-failed'} />
        {difference === null
          ? words.audit.replayEqual(events, rows)
          : words.audit.replayDiffers(difference.table)}
      </p>
      {difference !== null && (
        <div className="mt-2 grid gap-3 md:grid-cols-2">
          <Side title={words.audit.replayStored} text={difference.stored} />
          <Side title={words.audit.replayMade} text={difference.replayed} />
        </div>
      )}
    </div>
  )
}

function Side({ title, text }: { title: string; text: string | null }) {
  return (
    <div className="min-w-0">
      <p className="mb-1 text-sm">{title}</p>
      <MonoBox text={text ?? words.audit.noRow} copyLabel={words.common.copy} isWrapped />
    </div>
  )
}
