import { clsx } from 'clsx'
import { CopyButton } from '../controls/copy-button.tsx'

interface MonoBoxProps {
  readonly text: string
  readonly copyLabel: string
  /** Wraps long lines instead of scrolling them. */
  readonly isWrapped?: boolean
}

/** Monospace text, unformatted and scrollable, with a copy button. */
export function MonoBox({ text, copyLabel, isWrapped = false }: MonoBoxProps) {
  return (
    <div className="relative rounded-lg border border-line bg-sunken">
      <div className="absolute top-1 end-1">
        <CopyButton text={text} label={copyLabel} />
      </div>
      <pre
        className={clsx(
          'max-h-[60vh] overflow-auto p-3 pe-10 font-mono text-sm',
          isWrapped && 'whitespace-pre-wrap break-words',
        )}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
        tabIndex={0}
      >
        {text}
      </pre>
    </div>
  )
}
