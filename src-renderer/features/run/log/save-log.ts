import type { LogFloor } from '#shared/contract/runs/run-log.ts'
import type { Client } from '../../../rpc/client.ts'
import { formatInstant } from '../../../ui/text/format.ts'
import { words } from '../../../words/words.ts'
import { plainText } from './ansi.ts'

interface Wanted {
  readonly runId: string
  readonly taskKey: string | null
}

interface Written {
  readonly at: number
  readonly taskKey: string
  readonly level: LogFloor
  readonly text: string
}

export const textOfLine = ({ at, taskKey, level, text }: Written, hasTask: boolean): string =>
  [formatInstant(at), ...(hasTask ? [taskKey] : []), level, plainText(text)].join('\t')

/** Every line, whole: of a log of any length, read once from its beginning to its end as it is now. */
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
