import { clsx } from 'clsx'
import { visible } from '../visible-characters.ts'
import type { DiffBlock, LineKind } from './line-diff.ts'

const looks: Record<LineKind, string> = {
  same: '',
  added: 'bg-done-soft text-done',
  removed: 'bg-failed-soft text-failed',
  head: 'text-muted',
}

interface DiffTextProps {
  readonly label: string
  readonly blocks: readonly DiffBlock[]
  /** No maximum height; the surrounding element scrolls. */
  readonly isTall?: boolean
}

/** A line diff. Signs repeat the meaning of the colours, and invisible characters are shown. */
export function DiffText({ label, blocks, isTall = false }: DiffTextProps) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
      tabIndex={0}
      className={clsx(
        'overflow-auto rounded-lg border border-line bg-surface py-2 font-mono text-sm',
        !isTall && 'max-h-[50vh]',
      )}
    >
      {blocks.map(({ kind, text }, index) => (
        <pre
          // biome-ignore lint/suspicious/noArrayIndexKey: its place in the text is what a block is
          key={index}
          className={clsx('whitespace-pre-wrap break-words px-3', looks[kind])}
        >
          {visible(text, '\n\t')}
        </pre>
      ))}
    </section>
  )
}
