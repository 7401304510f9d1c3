import { RefreshCw } from 'lucide-react'
import { Button } from '../../ui/controls/button.tsx'
import { words } from '../../words/words.ts'
import type { Change } from './changes.ts'

/** The gate shows something else by now: an answer to what is on screen would be refused. */
export function ChangedNote({ onShow }: { onShow: () => void }) {
  return (
    <div role="alert" className="flex flex-wrap items-center gap-3 rounded-md bg-warning-soft p-3">
      <p className="min-w-40 flex-1">{words.inbox.gate.changed}</p>
      <Button icon={RefreshCw} onClick={onShow}>
        {words.inbox.gate.showChanges}
      </Button>
    </div>
  )
}

export function ChangeList({ changes }: { changes: readonly Change[] }) {
  if (changes.length === 0) return null
  return (
    <section
      aria-label={words.inbox.gate.whatChanged}
      className="rounded-md border border-warning bg-surface p-3"
    >
      <h4 className="mb-1.5 font-medium text-warning">{words.inbox.gate.whatChanged}</h4>
      <dl className="flex flex-col gap-2">
        {changes.map(({ name, before, after }) => (
          <div key={name}>
            <dt className="text-muted text-sm">{name}</dt>
            <dd className="whitespace-pre-wrap break-words">
              {before !== '' && <del className="text-muted decoration-failed">{before}</del>}
              {before !== '' && after !== '' && <br />}
              {after !== '' && <ins className="decoration-done">{after}</ins>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
