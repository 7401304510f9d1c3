import { type ReactNode, useState } from 'react'
import { words } from '#shared/words/words.ts'
import { Button } from '../controls/button.tsx'
import { cutText } from './cut-text.ts'
import { formatBytes } from './format.ts'

interface LongTextProps {
  readonly text: string
  /** Renders the given part of the text. */
  readonly children: (text: string) => ReactNode
}

/** Shows the beginning of a text, and all of it on request: rendering a large text at once would freeze the window. */
export function LongText({ text, children }: LongTextProps) {
  const [isWhole, setWhole] = useState(false)
  const shown = isWhole ? text : cutText(text)
  return (
    <>
      {children(shown)}
      {shown.length < text.length && (
        <div className="mt-3 flex flex-wrap items-center gap-3 rounded-lg bg-warning-soft px-3 py-2">
          <p className="min-w-0 flex-1">{words.common.beginning(formatBytes(text.length - shown.length))}</p>
          <Button onClick={() => setWhole(true)}>{words.common.showAll}</Button>
        </div>
      )}
    </>
  )
}
