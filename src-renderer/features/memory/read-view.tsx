import { UserRoundX } from 'lucide-react'
import type { MemoryEntry } from '#shared/model/memory.ts'
import { formatMoney } from '#shared/text/format-money.ts'
import { words } from '#shared/words/words.ts'
import { AgentName } from '../../entities/agents/agent-name.tsx'
import { RunLink } from '../../entities/runs/run-link.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { statusOfTask } from '../../ui/status-looks.ts'
import { formatInstant } from '../../ui/text/format.ts'
import { JsonTree } from '../../ui/text/json-tree.tsx'
import { LongText } from '../../ui/text/long-text.tsx'
import { Markdown } from '../../ui/text/markdown.tsx'
import { type BuildEnd, type BuildLog, readBuildEnd, readBuildLog } from './build-log.ts'

/** Readable view of an entry: a build log as tasks, text as text, everything else as a tree. */
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

/** Splits content into its readable text and the other fields. */
function splitText(content: unknown): { text: string | null; rest: unknown } {
  if (typeof content === 'string') return { text: content, rest: null }
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    return { text: null, rest: content }
  const { text, ...rest } = { text: undefined, ...content }
  if (typeof text !== 'string') return { text: null, rest: content }
  return { text, rest: Object.keys(rest).length === 0 ? null : rest }
}

const longestTitle = 120

/** First line of the text, as a title for an entry without one; null if the entry has no text. */
export function firstLineOf({ content }: MemoryEntry): string | null {
  const [line = ''] = (splitText(content).text ?? '').trim().split('\n', 1)
  return line === '' ? null : line.slice(0, longestTitle)
}

interface BuildLogViewProps {
  readonly build: BuildLog
  /** Null while the run is open. */
  readonly end: BuildEnd | null
  readonly runId: string | null
}

/** Readable view of a build log: the outcome, the unassigned tasks, then agent and result of each task. */
export function BuildLogView({ build, end, runId }: BuildLogViewProps) {
  const { delegated_tasks: delegated, unassigned_tasks: unassigned } = build
  return (
    <div className="flex min-w-0 flex-col gap-6">
      {end !== null && <BuildEndView {...{ end, runId }} />}
      {unassigned.length > 0 && (
        <section aria-labelledby="unassigned">
          <h3 id="unassigned" className="mb-3 flex items-center gap-2 font-semibold">
            <UserRoundX size={16} className="text-warning" aria-hidden />
            {words.memory.nobodyCan(unassigned.length)}
          </h3>
          <ul className="overflow-hidden rounded-lg border border-line bg-surface">
            {unassigned.map(({ task_id: taskId, reason }) => (
              <li
                key={taskId}
                className="flex flex-wrap gap-x-4 border-line border-b px-4 py-3 last:border-b-0"
              >
                <TaskName taskId={taskId} runId={runId} />
                <span className="min-w-48 flex-1 break-words text-muted">{reason}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="delegated">
        <h3 id="delegated" className="mb-3 font-semibold">
          {words.memory.delegatedTasks(delegated.length)}
        </h3>
        {delegated.length === 0 ? (
          <p className="text-muted">{words.memory.noneDelegated}</p>
        ) : (
          <div className="overflow-x-auto rounded-lg border border-line bg-surface">
            <table className="w-full border-collapse">
              <thead>
                <tr className="border-line border-b bg-sunken text-muted text-sm">
                  <th className="px-4 py-2 font-medium">{words.memory.columnTask}</th>
                  <th className="px-4 py-2 font-medium">{words.memory.columnAgent}</th>
                  {end !== null && <th className="px-4 py-2 font-medium">{words.memory.columnEnd}</th>}
                </tr>
              </thead>
              <tbody>
                {delegated.map((task) => (
                  <tr key={task.task_id} className="border-line/60 border-b last:border-b-0">
                    <td className="px-4 py-2">
                      <TaskName taskId={task.task_id} runId={runId} />
                    </td>
                    <td className="px-4 py-2">
                      <AgentName id={task.assigned_agent} />
                    </td>
                    {end !== null && (
                      <td className="px-4 py-2">
                        <TaskEnd result={end.results.find((each) => each.task_id === task.task_id)} />
                      </td>
                    )}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
    </div>
  )
}

function TaskEnd({ result: ended }: { result: BuildEnd['results'][number] | undefined }) {
  if (ended === undefined) return null
  const { status, reason, result } = ended
  const text = reason ?? result
  return (
    <>
      <StatusBadge status={statusOfTask({ status, reason: null })} />
      {text !== '' && <p className="line-clamp-2 max-w-prose break-words text-muted">{text}</p>}
    </>
  )
}

const says = words.run.gaps

/** Outcome of the build's run: end time, cost and gaps. */
function BuildEndView({ end, runId }: { end: BuildEnd; runId: string | null }) {
  const { outcome, ended_at: endedAt, cost, gaps, gap_count: gapCount } = end
  const more = Math.max(0, (gapCount ?? 0) - gaps.length)
  const facts = [
    ...(endedAt === null ? [] : [formatInstant(Date.parse(endedAt))]),
    ...cost.map(({ currency, amount_minor: amountMinor }) => formatMoney({ currency, amountMinor })),
  ]
  return (
    <section aria-labelledby="outcome">
      <h3 id="outcome" className="mb-3 font-semibold">
        {words.memory.outcome}
      </h3>
      <p className="flex flex-wrap items-center gap-x-3">
        <StatusBadge status={outcome} />
        <span className="text-muted">{facts.join(' · ')}</span>
      </p>
      {gaps.length > 0 && (
        <ul aria-label={says.label} className="mt-2 flex flex-col gap-1.5">
          {gaps.map(({ kind, task_id: taskId, name, message }) => (
            <li key={`${kind} ${taskId} ${name}`} className="flex min-w-0 flex-wrap items-baseline gap-x-2">
              <span className="text-muted text-sm">{says.kinds[kind]}</span>
              <span className="min-w-0 break-words font-medium">{name}</span>
              <span className="min-w-0 break-words text-muted">{message}</span>
              {taskId !== null && <TaskName taskId={taskId} runId={runId} />}
            </li>
          ))}
          {more > 0 && <li className="text-muted">{says.more(more)}</li>}
        </ul>
      )}
    </section>
  )
}

/** Id of a task, as a link if the run is known. */
function TaskName({ taskId, runId }: { taskId: string; runId: string | null }) {
  if (runId === null) return <span className="font-mono text-sm">{taskId}</span>
  return (
    <RunLink runId={runId} task={taskId} className="font-mono text-sm">
      {taskId}
    </RunLink>
  )
}
