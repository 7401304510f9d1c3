import type { AuditDetail } from '#shared/model/audit-entry.ts'
import { Button } from '../../ui/controls/button.tsx'
import { DiffText } from '../../ui/text/diff-text.tsx'
import { diffOf } from '../../ui/text/line-diff.ts'
import { words } from '../../words/words.ts'

interface ChangeViewProps {
  readonly change: NonNullable<AuditDetail['change']>
  readonly onGoTo: (seq: number) => void
}

/** How the same thing was before, and how it is since. */
export function ChangeView({ change: { before, after, beforeSeq }, onGoTo }: ChangeViewProps) {
  const blocks = diffOf(linesOf(before), linesOf(after))
  return (
    <section className="min-w-0">
      <div className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="font-semibold">{words.audit.changed}</h3>
        {beforeSeq !== null && (
          <>
            <p className="tabular text-muted text-sm">{words.audit.changedSince(beforeSeq)}</p>
            <Button look="ghost" className="h-7 px-2 text-sm" onClick={() => onGoTo(beforeSeq)}>
              {words.audit.goTo(beforeSeq)}
            </Button>
          </>
        )}
      </div>
      <DiffText label={words.audit.changed} blocks={blocks} />
    </section>
  )
}

const linesOf = (value: unknown): string => JSON.stringify(value, null, 2)
