import type { MemoryEntry } from '#shared/model/memory.ts'
import { JsonTree } from '../../ui/text/json-tree.tsx'
import { LongText } from '../../ui/text/long-text.tsx'
import { Markdown } from '../../ui/text/markdown.tsx'
import { readBuildEnd, readBuildLog } from './build-log.ts'
import { BuildLogView } from './build-log-view.tsx'

/** An entry as a person reads it: a build log as its tasks, a text as text, and what else there is as a tree. */
export function ReadView({ entry }: { entry: MemoryEntry }) {
  const build = readBuildLog(entry)
  if (build !== null) return <BuildLogView build={build} end={readBuildEnd(entry)} runId={entry.runId} />
  const { text, rest } = splitText(entry.content)
  return (
    <div className="flex min-w-0 flex-col gap-4">
      {text !== null && <LongText text={text}>{(shown) => <Markdown text={shown} />}</LongText>}
      {rest !== null && <JsonTree value={rest} />}
    </div>
  )
}

/** What of a content is text to be read, and what is left beside it. */
function splitText(content: unknown): { text: string | null; rest: unknown } {
  if (typeof content === 'string') return { text: content, rest: null }
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    return { text: null, rest: content }
  const { text, ...rest } = { text: undefined, ...content }
  if (typeof text !== 'string') return { text: null, rest: content }
  return { text, rest: Object.keys(rest).length === 0 ? null : rest }
}

const longestTitle = 120

/** What an entry without a name is called; null: it begins with no text. */
export function firstLineOf({ content }: MemoryEntry): string | null {
  const [line = ''] = (splitText(content).text ?? '').trim().split('\n', 1)
  return line === '' ? null : line.slice(0, longestTitle)
}
