import { clsx } from 'clsx'
import { ChevronRight, Link2 } from 'lucide-react'
import { useState } from 'react'
import { words } from '#shared/words/words.ts'
import { currentHost } from '../../host/current-host.ts'
import { Button } from '../controls/button.tsx'
import { CopyButton } from '../controls/copy-button.tsx'

/** Nodes deeper than this are collapsed initially. */
const openDepth = 2
/** Number of children rendered at once. A button shows more. */
const portion = 100
const longText = 400

/** A collapsible JSON tree. The path of each node can be copied. */
export function JsonTree({ value, label = words.json.label }: { value: unknown; label?: string }) {
  const [all, setAll] = useState<{ readonly isOpen: boolean; readonly turn: number } | null>(null)
  const turn = (isOpen: boolean) => setAll((known) => ({ isOpen, turn: (known?.turn ?? 0) + 1 }))
  return (
    <section aria-label={label} className="min-w-0 rounded-lg border border-line bg-sunken">
      <div className="flex flex-wrap items-center gap-1 border-line border-b px-2 py-1">
        <Button look="ghost" className="h-7 px-2 text-sm" onClick={() => turn(true)}>
          {words.json.unfoldAll}
        </Button>
        <Button look="ghost" className="h-7 px-2 text-sm" onClick={() => turn(false)}>
          {words.json.foldAll}
        </Button>
        <span className="ms-auto">
          <CopyButton text={JSON.stringify(value, null, 2)} label={words.json.copyAll} />
        </span>
      </div>
      <ul key={all?.turn ?? 0} dir="ltr" className="overflow-x-auto p-2 font-mono text-sm">
        <Node name={null} value={value} path="" depth={0} opened={all?.isOpen ?? null} />
      </ul>
    </section>
  )
}

interface NodeProps {
  readonly name: string | number | null
  readonly value: unknown
  readonly path: string
  readonly depth: number
  /** Set by "expand all" and "collapse all"; null: the default by depth. */
  readonly opened: boolean | null
}

function Node({ name, value, path, depth, opened }: NodeProps) {
  const children = childrenOf(value)
  const [isOpen, setOpen] = useState(depth === 0 || (opened ?? depth < openDepth))
  const [shown, setShown] = useState(portion)
  const brackets = Array.isArray(value) ? '[]' : '{}'
  const count = children?.length ?? 0
  return (
    <li>
      <div className="group/node flex min-h-6 items-start gap-1 rounded-sm hover:bg-hover">
        {children === null || count === 0 ? (
          <span className="w-6 shrink-0" />
        ) : (
          <button
            type="button"
            aria-expanded={isOpen}
            aria-label={`${name ?? words.json.label}`}
            onClick={() => setOpen(!isOpen)}
            className="inline-flex size-6 shrink-0 items-center justify-center rounded-sm text-faint hover:text-ink"
          >
            <ChevronRight
              size={13}
              aria-hidden
              className={clsx('transition-transform', isOpen && 'rotate-90')}
            />
          </button>
        )}
        <span className="min-w-0 whitespace-pre-wrap break-words py-0.5">
          {name !== null && <span className="text-accent">{name}: </span>}
          {children === null ? (
            <Leaf value={value} />
          ) : (
            <span className="text-muted">
              {count === 0
                ? brackets
                : Array.isArray(value)
                  ? words.json.items(count)
                  : words.json.keys(count)}
            </span>
          )}
        </span>
        {path !== '' && (
          <span className="ms-auto shrink-0 opacity-0 focus-within:opacity-100 group-hover/node:opacity-100">
            <PathButton path={path} />
          </span>
        )}
      </div>
      {isOpen && children !== null && count > 0 && (
        <ul className="ms-3 border-line border-s ps-1">
          {children.slice(0, shown).map(([key, child]) => (
            <Node
              key={key}
              name={key}
              value={child}
              path={stepInto(path, key)}
              depth={depth + 1}
              opened={opened}
            />
          ))}
          {count > shown && (
            <li>
              <Button look="ghost" className="h-7 px-2" onClick={() => setShown(shown + portion * 10)}>
                {words.json.more(count - shown)}
              </Button>
            </li>
          )}
        </ul>
      )}
    </li>
  )
}

function PathButton({ path }: { path: string }) {
  return (
    <button
      type="button"
      aria-label={words.json.copyPath(path)}
      title={words.json.copyPath(path)}
      onClick={() => void currentHost().copyText(path)}
      className="inline-flex size-6 items-center justify-center rounded-sm text-faint hover:text-ink"
    >
      <Link2 size={13} aria-hidden />
    </button>
  )
}

function Leaf({ value }: { value: unknown }) {
  const [isWhole, setWhole] = useState(false)
  if (typeof value !== 'string') return <span className="text-running">{String(value)}</span>
  const text = JSON.stringify(value)
  const isCut = !isWhole && text.length > longText
  return (
    <span className="text-ink">
      {isCut ? `${text.slice(0, longText)}…` : text}
      {isCut && (
        <Button look="ghost" className="ms-1 h-6 px-1.5 text-sm" onClick={() => setWhole(true)}>
          {words.json.more(text.length - longText)}
        </Button>
      )}
    </span>
  )
}

/** Appends a key to a path in JavaScript syntax: `tasks[0].title`, `by["two words"]`. */
function stepInto(path: string, key: string | number): string {
  if (typeof key === 'number') return `${path}[${key}]`
  if (!/^[A-Za-z_$][\w$]*$/.test(key)) return `${path}[${JSON.stringify(key)}]`
  return path === '' ? key : `${path}.${key}`
}

/** Children of an array or object; null for other values. */
function childrenOf(value: unknown): readonly (readonly [string | number, unknown])[] | null {
  if (Array.isArray(value)) return value.map((each, at) => [at, each] as const)
  return typeof value === 'object' && value !== null ? Object.entries(value) : null
}
