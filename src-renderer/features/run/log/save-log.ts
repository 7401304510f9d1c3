import Anser from 'anser'
import type { LogLine } from '#shared/model/runs/attempt.ts'
import { words } from '#shared/words/words.ts'
import type { Client } from '../../../rpc/client.ts'
import { formatInstant } from '../../../ui/text/format.ts'
import type { LogView } from './use-log-pages.ts'

type Wanted = Pick<LogView, 'runId' | 'taskKey'>
type Written = Pick<LogLine, 'at' | 'taskKey' | 'level' | 'text'>

export const textOfLine = ({ at, taskKey, level, text }: Written, hasTask: boolean): string =>
  [formatInstant(at), ...(hasTask ? [taskKey] : []), level, plainText(text)].join('\t')

/** Reads a complete log, with untruncated lines, from its start to its end at the time of the call. */
export async function readWholeLog(client: Client, { runId, taskKey }: Wanted): Promise<string> {
  const of = { runId, ...(taskKey !== null && { taskKey }) }
  const [{ count }, [run]] = await Promise.all([
    client.runs.readLog({ ...of, limit: 0 }),
    client.runs.find({ filter: { id: [runId] }, limit: 1 }),
  ])
  const lines: string[] = run?.isSimulated === true ? [words.runs.simulatedLog] : []
  const head = lines.length
  if (count === 0) return ''
  const reading = new AbortController()
  for await (const line of await client.runs.watchLog({ ...of, after: 0 }, { signal: reading.signal })) {
    lines.push(textOfLine(line, taskKey === null))
    if (lines.length === head + count) break
  }
  reading.abort()
  return `${lines.join('\n')}\n`
}

const escapeSign = String.fromCharCode(27)

/**
 * Splits a line into pieces with the same terminal style. Colours are supported; other escape sequences are removed.
 */
export function piecesOf(text: string) {
  if (!text.includes(escapeSign)) return [{ text, className: '' }]
  return Anser.ansiToJson(text, { json: true, use_classes: true, remove_empty: true }).map(
    ({ content, fg, decorations }) => ({
      text: content,
      className: [...(fg ? [`${fg}-fg`] : []), ...decorations.map((each) => `ansi-${each}`)].join(' '),
    }),
  )
}

/** The text without escape sequences. */
export const plainText = (text: string): string => (text.includes(escapeSign) ? Anser.ansiToText(text) : text)

/** Splits a text into matching and other parts. */
export function partsOf(text: string, sought: string) {
  if (sought === '') return [{ text, isFound: false }]
  const parts: { readonly text: string; readonly isFound: boolean }[] = []
  const [lower, small] = [text.toLowerCase(), sought.toLowerCase()]
  let from = 0
  for (let at = lower.indexOf(small); at >= 0; at = lower.indexOf(small, from)) {
    if (at > from) parts.push({ text: text.slice(from, at), isFound: false })
    parts.push({ text: text.slice(at, at + small.length), isFound: true })
    from = at + small.length
  }
  if (from < text.length) parts.push({ text: text.slice(from), isFound: false })
  return parts
}
