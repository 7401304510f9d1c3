import { DiffText } from '../../ui/text/diff-text.tsx'
import { readDiff } from '../../ui/text/line-diff.ts'
import { LongText } from '../../ui/text/long-text.tsx'
import { Markdown } from '../../ui/text/markdown.tsx'
import { words } from '../../words/words.ts'
import { CodeText } from './code-text.tsx'
import { CsvTable } from './csv-table.tsx'
import type { FileForm } from './file-kind.ts'

interface FileTextProps {
  readonly text: string
  /** A page is set as such, a diff is coloured, a table has columns, code has numbered lines. */
  readonly form: FileForm
}

/** What is in a file. */
export function FileText({ text, form }: FileTextProps) {
  if (text === '') return <p className="text-muted">{words.files.theFileIsEmpty}</p>
  return (
    <LongText text={text}>
      {(shown) =>
        form === 'page' ? (
          <Markdown text={shown} />
        ) : form === 'diff' ? (
          <DiffText label={words.files.theChanges} blocks={readDiff(shown)} isTall />
        ) : form === 'table' ? (
          <CsvTable text={shown} />
        ) : form === 'code' ? (
          <CodeText text={shown} />
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
