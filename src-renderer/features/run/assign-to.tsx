import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { clsx } from 'clsx'
import type { Candidate, Scorecard } from '#shared/model/agent.ts'
import type { TaskView } from '#shared/model/task.ts'
import { useRpc } from '../../rpc/context.tsx'
import { newCommandId, useStartRun } from '../../rpc/use-start-run.ts'
import { Button } from '../../ui/button.tsx'
import { FailureNote, Skeleton } from '../../ui/notes.tsx'
import { showToast } from '../../ui/toast.tsx'
import { words } from '../../words/words.ts'

const says = words.run.assign

interface AssignProps {
  readonly task: TaskView
  readonly onClose: () => void
}

/** Gives a task that has not begun to another agent, or to whoever is best. */
export function AssignTo({ task, onClose }: AssignProps) {
  const { orpc } = useRpc()
  const editing = useMutation(orpc.runs.editTask.mutationOptions())
  const { runId, key } = task
  const give = (pin: string | null, said: string) =>
    editing.mutate(
      { runId, taskKey: key, pin },
      {
        onSuccess: () => {
          showToast({ title: said })
          onClose()
        },
      },
    )
  return (
    <Choice
      {...{ task, onClose }}
      about={says.about}
      isBusy={editing.isPending}
      error={editing.error}
      onChoose={(id, name) => give(id, says.done(name))}
      onAnyone={task.pin === undefined ? null : () => give(null, says.free)}
    />
  )
}

/** What is over is done again by another, in a new run that takes over the rest. */
export function AssignAgain({ task, onClose }: AssignProps) {
  const start = useStartRun()
  const { runId, key } = task
  const again = (agentId: string | null) =>
    start.mutate({
      ...{ againRunId: runId, fromTasks: [key], pins: [{ taskKey: key, agentId }] },
      commandId: newCommandId(),
    })
  return (
    <Choice
      {...{ task, onClose }}
      about={says.aboutAgain}
      isBusy={start.isPending}
      error={start.error}
      onChoose={again}
      onAnyone={task.pin === undefined ? null : () => again(null)}
    />
  )
}

/** What was pressed is gone: the focus goes on here, and with it what is seen. */
const enter = (node: HTMLElement | null) => node?.focus()

interface ChoiceProps extends AssignProps {
  readonly about: string
  readonly isBusy: boolean
  readonly error: unknown
  readonly onChoose: (agentId: string, name: string) => void
  readonly onAnyone: (() => void) | null
}

function Choice({ task, about, isBusy, error, onChoose, onAnyone, onClose }: ChoiceProps) {
  const { orpc } = useRpc()
  const input = { runId: task.runId, taskKey: task.key }
  const queryKey = [...orpc.runs.rankAgents.queryKey({ input }), task.agentId, task.pin]
  const ranked = useQuery(
    orpc.runs.rankAgents.queryOptions({ input, queryKey, placeholderData: keepPreviousData }),
  )
  return (
    <section
      ref={enter}
      tabIndex={-1}
      aria-label={says.title}
      className="flex flex-col gap-3 rounded-lg border border-line p-4"
    >
      <div>
        <h3 className="font-medium">{says.title}</h3>
        <p className="text-muted text-sm">{about}</p>
      </div>
      {ranked.isError ? (
        <FailureNote error={ranked.error} onRetry={() => void ranked.refetch()} />
      ) : ranked.data === undefined ? (
        <Skeleton lines={3} />
      ) : (
        <Candidates {...{ task, isBusy, onChoose }} scorecard={ranked.data} />
      )}
      <div className="flex flex-wrap gap-2">
        {onAnyone !== null && (
          <Button disabled={isBusy} onClick={onAnyone}>
            {says.anyone}
          </Button>
        )}
        <Button look="ghost" onClick={onClose}>
          {says.close}
        </Button>
      </div>
      {error !== null && <FailureNote error={error} />}
    </section>
  )
}

interface CandidatesProps extends Pick<ChoiceProps, 'task' | 'isBusy' | 'onChoose'> {
  readonly scorecard: Scorecard
}

function Candidates({ task, scorecard: { candidates, others }, isBusy, onChoose }: CandidatesProps) {
  const { orpc } = useRpc()
  const agents = useQuery(orpc.agents.list.queryOptions())
  if (agents.isPending) return <Skeleton lines={3} />
  const names = new Map((agents.data ?? []).map(({ id, name }) => [id, name]))
  if (candidates.length === 0) return <p className="text-muted">{says.nobody}</p>
  const able = candidates.filter(({ verdict }) => verdict.qualified)
  const unable = candidates.filter(({ verdict }) => !verdict.qualified)
  return (
    <>
      <ul className="divide-y divide-line/60 border-line border-y">
        {[...able, ...unable].map((candidate) => (
          <CandidateRow
            key={candidate.agentId}
            {...{ candidate, task, isBusy, onChoose }}
            name={names.get(candidate.agentId) ?? candidate.agentId}
          />
        ))}
      </ul>
      {others > 0 && <p className="text-muted text-sm">{says.others(others)}</p>}
    </>
  )
}

interface CandidateRowProps extends Pick<ChoiceProps, 'task' | 'isBusy' | 'onChoose'> {
  readonly candidate: Candidate
  readonly name: string
}

function CandidateRow({ candidate, name, task, isBusy, onChoose }: CandidateRowProps) {
  const { agentId, verdict, score } = candidate
  const isPinned = task.pin === agentId
  const state = isPinned ? says.pinned : task.agentId === agentId ? says.now : null
  return (
    <li className="flex items-center gap-3 py-2">
      <div className="min-w-0 flex-1">
        <p className={clsx('break-words font-medium', !verdict.qualified && 'text-muted')}>
          {name}
          {state !== null && <span className="ms-2 font-normal text-muted text-sm">{state}</span>}
        </p>
        <p className="break-words text-muted text-sm">{verdict.reason}</p>
      </div>
      <span className="tabular shrink-0 text-muted text-sm" title={words.agents.score}>
        {score === null ? '' : score.toFixed(2)}
      </span>
      {verdict.qualified && !isPinned && (
        <Button disabled={isBusy} aria-label={says.assign(name)} onClick={() => onChoose(agentId, name)}>
          {says.choose}
        </Button>
      )}
    </li>
  )
}
