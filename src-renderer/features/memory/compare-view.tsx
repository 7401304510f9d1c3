import { useQuery } from '@tanstack/react-query'
import type { MemoryEntry } from '#shared/model/memory.ts'
import { useRpc } from '../../rpc/context.tsx'
import { FailureNote, Skeleton } from '../../ui/notes.tsx'
import { DiffText } from '../../ui/text/diff-text.tsx'
import { formatInstant } from '../../ui/text/format.ts'
import { diffOf } from '../../ui/text/line-diff.ts'
import { words } from '../../words/words.ts'
import { readBuildLog } from './build-log.ts'

/** Two entries line by line, the older first. */
export function CompareView({ entry, against }: { entry: MemoryEntry; against: string }) {
  const { orpc } = useRpc()
  const other = useQuery(orpc.log.getMemory.queryOptions({ input: { memoryId: against } }))
  if (against === entry.id) return <p className="text-muted">{words.memory.compareChoose}</p>
  if (other.isError) return <FailureNote error={other.error} />
  if (other.data === undefined) return <Skeleton lines={4} />
  const [older, newer] =
    other.data.createdAt <= entry.createdAt ? [other.data, entry] : ([entry, other.data] as const)
  const [before, after] = [linesOf(older), linesOf(newer)]
  return (
    <section aria-labelledby="memory-compare" className="flex min-w-0 flex-col gap-3">
      <h3 id="memory-compare" className="font-semibold">
        {words.memory.compareTitle}
      </h3>
      <ul className="flex flex-col gap-1">
        <Side sign="−" word={words.memory.older} entry={older} />
        <Side sign="+" word={words.memory.newer} entry={newer} />
      </ul>
      {before === after ? (
        <p className="text-muted">{words.memory.compareSame}</p>
      ) : (
        <DiffText label={words.memory.compareTitle} blocks={diffOf(before, after)} isTall />
      )}
    </section>
  )
}

function Side({ sign, word, entry }: { sign: string; word: string; entry: MemoryEntry }) {
  return (
    <li className="flex min-w-0 gap-2">
      <span aria-hidden className="w-3 shrink-0 text-center font-mono text-muted">
        {sign}
      </span>
      <span className="min-w-0 break-words">
        <span className="text-muted">{word}: </span>
        {readBuildLog(entry)?.plan_id ?? entry.taskId}, {formatInstant(entry.createdAt)}
      </span>
    </li>
  )
}

/** What is compared: a text as its lines, else what it says as JSON, without the ids and times that always differ. */
const linesOf = ({ type, content, tags, status, agentId, projectId }: MemoryEntry): string =>
  typeof content === 'string'
    ? content
    : JSON.stringify({ type, status, agentId, projectId, tags, content }, null, 2)
