import { useQuery } from '@tanstack/react-query'
import { Target } from 'lucide-react'
import { useState } from 'react'
import { defaultLimits, escalationSkill, type Goal } from '#shared/model/decisions/decision.ts'
import type { GoalOutcome } from '#shared/model/runs/goal-outcome.ts'
import { isRunOver, type RunView } from '#shared/model/runs/run.ts'
import { isTerminal, type TaskView } from '#shared/model/task.ts'
import { words } from '#shared/words/words.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { useRun } from '../../../stores/run-context.tsx'
import { TextButton } from '../../../ui/controls/button.tsx'
import { lookOf, statusOfRun } from '../../../ui/status-looks.ts'

const says = words.run.goal

/** Characters that fit into two lines. */
const shortAtMost = 200

/** The goal of the run, if it differs from the title, with its phase, limits and outcome. */
export function GoalLine({ run, goal }: { run: RunView; goal: Goal }) {
  const outcome = useGoalOutcome(run)
  const phase = useRun(({ tasks }) => phaseOf(run, tasks.values()))
  const limits = useRun(({ tasks }) =>
    says.limits({ ...defaultLimits, ...goal.limits }, measureUse(tasks.values())),
  )
  return (
    <div className="mt-2 flex flex-wrap items-baseline gap-x-3 gap-y-0.5 text-muted">
      <p className="inline-flex items-center gap-1.5 font-medium">
        <Target size={14} aria-hidden className="shrink-0 self-center" />
        {says.goal}
        {phase !== null && (
          <>
            <span aria-hidden className="text-faint">
              ·
            </span>
            <span className="sr-only">{says.phase} </span>
            <span className="text-ink">{phase}</span>
          </>
        )}
      </p>
      {goal.text !== run.title && <GoalText text={goal.text} />}
      <p>{limits}</p>
      {outcome !== undefined && <Unfinished outcome={outcome} />}
    </div>
  )
}

function GoalText({ text }: { text: string }) {
  const [isWhole, setWhole] = useState(false)
  const isLong = text.length > shortAtMost || text.includes('\n')
  return (
    <div className="w-full min-w-0">
      <p
        className={
          isWhole
            ? 'max-h-[40vh] overflow-auto whitespace-pre-wrap break-words'
            : 'line-clamp-1 break-words sm:line-clamp-2'
        }
      >
        {text}
      </p>
      {isLong && (
        <TextButton aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? says.less : says.whole}
        </TextButton>
      )}
    </div>
  )
}

type Seen = Pick<TaskView, 'key' | 'status' | 'dependsOn' | 'requiredSkills'>

/**
 * Current use of the limits of a goal, counted as the engine does. Questions to people do not count as tasks.
 * `rounds`: failed or cancelled tasks since the last task that was done.
 */
export function measureUse(tasks: Iterable<Seen>) {
  const depths = new Map<string, number>()
  let count = 0
  let rounds = 0
  for (const { key, status, dependsOn, requiredSkills } of tasks) {
    if (!requiredSkills.includes(escalationSkill)) count += 1
    depths.set(key, 1 + Math.max(0, ...dependsOn.map((before) => depths.get(before) ?? 0)))
    if (status === 'done') rounds = 0
    else if (status === 'failed' || status === 'cancelled') rounds += 1
  }
  return { tasks: count, depth: Math.max(0, ...depths.values()), rounds }
}

/** Outcome of a goal; undefined while the run is open, or if it is unknown. */
export function useGoalOutcome({ id, status }: Pick<RunView, 'id' | 'status'>): GoalOutcome | undefined {
  const { orpc } = useRpc()
  const query = orpc.goals.getOutcome.queryOptions({ input: { runId: id } })
  return useQuery({ ...query, enabled: isRunOver(status) }).data
}

/** Missing parts of the produced files; renders nothing if none are missing. */
export function Unfinished({ outcome: { unfinished } }: { outcome: GoalOutcome }) {
  if (unfinished.length === 0) return null
  return (
    <details className="min-w-0 open:w-full">
      <summary className="w-fit cursor-pointer rounded-sm text-ink">
        {says.unfinished(unfinished.length)}
      </summary>
      <ul aria-label={says.missing} className="mt-1 max-h-[40vh] list-disc overflow-auto ps-5">
        {unfinished.map(({ name, missing }) => (
          <li key={name} className="break-words">
            <span className="font-mono text-ink text-sm">{name}</span>: {missing}
          </li>
        ))}
      </ul>
    </details>
  )
}

/** Phase names by required skill. Any other task counts as building. */
const phases: ReadonlyMap<string, string> = new Map([
  ['workshopper', says.phases.workshopper],
  ['project_manager', says.phases.project_manager],
  ['tester', says.phases.tester],
  ['technical_writer', says.phases.technical_writer],
  [escalationSkill, says.phases.person],
])

/**
 * Phase of a goal: the outcome of an ended run, otherwise the phase of the newest open task. Null if no task is open
 * and the run is not running.
 */
export function phaseOf(
  run: Pick<RunView, 'status' | 'outcome' | 'counts'>,
  tasks: Iterable<TaskView>,
): string | null {
  if (isRunOver(run.status)) return lookOf(statusOfRun(run)).word
  const newest = newestOpen(tasks)
  if (newest === null) return run.status === 'running' ? says.phases.decider : null
  return (
    newest.requiredSkills.map((skill) => phases.get(skill)).find((phase) => phase !== undefined) ??
    says.phases.others
  )
}

export function newestOpen(tasks: Iterable<TaskView>): TaskView | null {
  let newest: TaskView | null = null
  for (const task of tasks) {
    const isOpen = task.kind === 'task' && !isTerminal(task.status)
    if (isOpen && (newest === null || task.position > newest.position)) newest = task
  }
  return newest
}
