import { keepPreviousData, type UseQueryResult, useMutation, useQuery } from '@tanstack/react-query'
import { clsx } from 'clsx'
import type { Candidate, Scorecard } from '#shared/model/agents/agent.ts'
import type { TaskView } from '#shared/model/task.ts'
import { words } from '#shared/words/words.ts'
import { useStartRun } from '../../../entities/runs/use-start-run.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { Button } from '../../../ui/controls/button.tsx'
import { Fetched } from '../../../ui/fetched.tsx'
import { FailureNote, Skeleton } from '../../../ui/notes.tsx'
import { showToast } from '../../../ui/toast.tsx'

const says = words.run.assign

interface AssignProps {
  readonly task: TaskView
  readonly onClose: () => void
}

/** Assigns a task that has not started to another agent, or lets the engine choose the best agent. */
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
  const { isPending: isBusy, error } = editing
  return (
    <Choice
      {...{ task, onClose, isBusy, error }}
      about={says.about}
      onChoose={(id, name) => give(id, says.done(name))}
      onAnyone={() => give(null, says.free)}
    />
  )
}

/** Assigns an ended task to another agent in a new run that reuses the other results. */
export function AssignAgain({ task, onClose }: AssignProps) {
  const start = useStartRun()
  const { runId, key } = task
  const again = (agentId: string | null) =>
    start.mutate({
      ...{ againRunId: runId, fromTasks: [key], pins: [{ taskKey: key, agentId }] },
    })
  const { isPending: isBusy, error } = start
  return (
    <Choice
      {...{ task, onClose, isBusy, error }}
      about={says.aboutAgain}
      onChoose={again}
      onAnyone={() => again(null)}
    />
  )
}

type ChoiceProps = AssignProps &
  Pick<AgentChoiceProps, 'about' | 'isBusy' | 'error' | 'onChoose' | 'onAnyone'>

function Choice({ task, onAnyone, ...choice }: ChoiceProps) {
  const { agentId, pin } = task
  return (
    <AgentChoice
      {...{ ...choice, agentId, pin }}
      title={says.title}
      ranked={useRanked(task)}
      onAnyone={pin === undefined ? null : onAnyone}
    />
  )
}

function useRanked({ runId, key }: TaskView) {
  const { orpc } = useRpc()
  const input = { runId, taskKey: key }
  return useQuery(orpc.runs.rankAgents.queryOptions({ input, placeholderData: keepPreviousData }))
}

/** The pressed button is removed, so the focus moves to this element and scrolls it into view. */
const enter = (node: HTMLElement | null) => node?.focus()

interface AgentChoiceProps {
  readonly title: string
  /** Heading level. Default: `h3`, as in the task panel. */
  readonly heading?: 'h2'
  readonly about: string
  /** Ranked agents; see `Scorecard`. */
  readonly ranked: UseQueryResult<Scorecard>
  /** Id of the current agent. */
  readonly agentId?: string | null
  /** Id of the agent that the task is pinned to. */
  readonly pin?: string | undefined
  /**
   * For several tasks: the number that the agent can do, out of all. Absent: one task, which the agent can do or not.
   */
  readonly share?: (candidate: Candidate) => { readonly count: number; readonly of: number }
  readonly isBusy: boolean
  readonly error: unknown
  readonly onChoose: (agentId: string, name: string) => void
  readonly onAnyone: (() => void) | null
  readonly onClose: () => void
}

/** Ranked list of agents to choose from, best first. */
export function AgentChoice(props: AgentChoiceProps) {
  const { title, heading: Heading = 'h3', about, ranked, isBusy, error, onAnyone, onClose } = props
  return (
    <section
      ref={enter}
      tabIndex={-1}
      aria-label={title}
      className="flex flex-col gap-3 rounded-lg border border-line p-4"
    >
      <div>
        <Heading className="font-medium">{title}</Heading>
        <p className="text-muted text-sm">{about}</p>
      </div>
      <Fetched query={ranked} lines={3}>
        {(scorecard) => <Candidates {...props} scorecard={scorecard} />}
      </Fetched>
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
      <FailureNote error={error} />
    </section>
  )
}

interface CandidatesProps extends AgentChoiceProps {
  readonly scorecard: Scorecard
}

function Candidates({ scorecard: { candidates, others }, ...choice }: CandidatesProps) {
  const { orpc } = useRpc()
  const agents = useQuery(orpc.agents.list.queryOptions())
  if (agents.isPending) return <Skeleton lines={3} />
  const names = new Map((agents.data ?? []).map(({ id, name }) => [id, name]))
  if (candidates.length === 0) return <p className="text-muted">{says.nobody}</p>
  const share = choice.share ?? wholeOrNot
  const shares = candidates.map((candidate) => ({ candidate, ...share(candidate) }))
  return (
    <>
      <ul className="divide-y divide-line/60 border-line border-y">
        {shares
          .toSorted((one, other) => other.count - one.count)
          .map(({ candidate, count, of }) => (
            <CandidateRow
              key={candidate.agentId}
              {...{ ...choice, candidate, count, of }}
              name={names.get(candidate.agentId) ?? candidate.agentId}
            />
          ))}
      </ul>
      {others > 0 && <p className="text-muted text-sm">{says.others(others)}</p>}
    </>
  )
}

const wholeOrNot = ({ verdict }: Candidate) => ({ count: verdict.qualified ? 1 : 0, of: 1 })

interface CandidateRowProps extends Omit<CandidatesProps, 'scorecard'> {
  readonly candidate: Candidate
  readonly name: string
  readonly count: number
  readonly of: number
}

function CandidateRow(props: CandidateRowProps) {
  const { candidate, name, count, of, agentId: had, pin, isBusy, onChoose } = props
  const { agentId, verdict, score } = candidate
  const isPinned = pin === agentId
  const state = isPinned ? says.pinned : had === agentId ? says.now : null
  const isPart = count > 0 && count < of
  return (
    <li className="flex items-center gap-3 py-2">
      <div className="min-w-0 flex-1">
        <p className={clsx('break-words font-medium', count === 0 && 'text-muted')}>
          {name}
          {state !== null && <span className="ms-2 font-normal text-muted text-sm">{state}</span>}
        </p>
        <p className="break-words text-muted text-sm">
          {isPart ? says.partOnly(count, of, verdict.missingSkills) : verdict.reason}
        </p>
      </div>
      <span className="tabular shrink-0 text-muted text-sm" title={words.agents.score}>
        {score === null ? '' : score.toFixed(2)}
      </span>
      {count > 0 && !isPinned && (
        <Button
          disabled={isBusy}
          aria-label={isPart ? says.assignPart(count, name) : says.assign(name)}
          onClick={() => onChoose(agentId, name)}
        >
          {isPart ? says.choosePart(count) : says.choose}
        </Button>
      )}
    </li>
  )
}
