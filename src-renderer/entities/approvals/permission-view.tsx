import type { Json } from '#shared/model/json.ts'
import { DiffText } from '../../ui/text/diff-text.tsx'
import { diffOf } from '../../ui/text/line-diff.ts'
import { MonoBox } from '../../ui/text/mono-box.tsx'
import { visible } from '../../ui/visible.ts'
import { words } from '../../words/words.ts'
import { type FileChange, readPermission } from './permission.ts'

const { permission: say } = words.inbox

/** The one thing that is asked for: in words first, and below them all that the words leave out. */
export function PermissionView({ subject }: { subject: Json }) {
  const read = readPermission(subject)
  if (read === null) return <Whole name={say.title} value={subject} />
  const { facts, text, changes, rest } = read
  return (
    <section aria-label={say.title} className="flex flex-col gap-3">
      <dl className="grid grid-cols-[minmax(64px,auto)_minmax(0,1fr)] gap-x-4 gap-y-1 rounded-md border border-line bg-surface p-3">
        {facts.map(([name, value]) => (
          <div key={`${name} ${value}`} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="whitespace-pre-wrap break-words">{visible(value)}</dd>
          </div>
        ))}
      </dl>
      {text !== null && (
        <div>
          <h4 className="mb-1 text-muted">{text.name}</h4>
          <MonoBox text={visible(text.value)} copyLabel={say.copy} isWrapped />
        </div>
      )}
      {changes.map((change, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: one file may be changed twice
        <ChangeView key={`${change.path} ${index}`} change={change} />
      ))}
      {rest !== null && <Whole name={say.rest} value={rest} />}
    </section>
  )
}

function ChangeView({ change: { path, oldText, newText } }: { change: FileChange }) {
  const name = visible(path)
  return (
    <div>
      <h4 className="mb-1 break-words text-muted">
        {oldText === null ? say.newFile : say.changeOf} <span className="font-mono text-sm">{name}</span>
      </h4>
      <DiffText label={say.changeOfFile(name)} blocks={diffOf(oldText, newText)} />
    </div>
  )
}

function Whole({ name, value }: { name: string; value: Json }) {
  return (
    <div>
      <h4 className="mb-1 text-muted">{name}</h4>
      <MonoBox text={visible(JSON.stringify(value, null, 2))} copyLabel={say.copyJson} isWrapped />
    </div>
  )
}
