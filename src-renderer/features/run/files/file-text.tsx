import { LongText } from '../../../ui/long-text.tsx'
import { Markdown } from '../../../ui/markdown.tsx'

interface FileTextProps {
  readonly text: string
  /** Set as the page that it is, where that is Markdown. */
  readonly isPage: boolean
}

/** What is in a file. */
export function FileText({ text, isPage }: FileTextProps) {
  if (text === '') return <p className="text-muted">The file is empty.</p>
  return (
    <LongText text={text}>
      {(shown) =>
        isPage ? (
          <Markdown text={shown} />
        ) : (
          <pre
            className="overflow-x-auto rounded-lg border border-line bg-sunken p-3 font-mono text-sm"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
            tabIndex={0}
          >
            {shown}
          </pre>
        )
      }
    </LongText>
  )
}
