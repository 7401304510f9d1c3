import { useMemo } from 'react'
import type { RunView } from '#shared/model/run.ts'
import { isTerminal, type TaskView } from '#shared/model/task.ts'
import { useRun } from '../../stores/run-context.tsx'
import { words } from '../../words/words.ts'
import { FailedStrip } from './failure/failed-strip.tsx'
import { listRejected } from './leaves.ts'
import { RejectedStrip } from './rejected-strip.tsx'
import { Strip } from './strip.tsx'

const says = words.run.strips

/** What keeps a run from moving on by itself, and what went wrong: each with the way to it. */
export function Strips({ run, onSelect }: { run: RunView; onSelect: (key: string) => void }) {
  const tasks = useRun((state) => state.tasks)
  const { waiting, unassigned, held, rejected, failed } = useMemo(() => sortOut(tasks), [tasks])
  const [first] = unassigned
  const [firstHeld] = held
  const [firstRejected] = rejected
  const [firstFailed] = failed
  const nobody = says.hasNobody(unassigned.length)
  return (
    <>
      {waiting.length > 0 && (
        <Strip
          label={says.waiting}
          status="needs_you"
          title={says.waits(waiting.length)}
          tasks={waiting}
          onSelect={onSelect}
        />
      )}
      {first !== undefined && run.status !== 'cancelled' && run.status !== 'stopping' && (
        <Strip
          label={says.unassigned}
          status="unassigned"
          title={run.status === 'waiting' ? says.nothingRuns(nobody) : nobody}
          tasks={unassigned}
          onSelect={onSelect}
        >
          {reasonOf(first)} {says.addAgent}
        </Strip>
      )}
      {firstHeld !== undefined && (
        <Strip
          label={says.blocked}
          status="blocked"
          title={says.areBlocked(held.length)}
          tasks={held}
          onSelect={onSelect}
        >
          {firstHeld.reason?.message}
        </Strip>
      )}
      {firstRejected !== undefined && (
        <RejectedStrip first={firstRejected} tasks={rejected} onSelect={onSelect} />
      )}
      {firstFailed !== undefined && <FailedStrip first={firstFailed} tasks={failed} onSelect={onSelect} />}
    </>
  )
}

const holds: ReadonlySet<string | undefined> = new Set(['reported', 'budget'])

function sortOut(tasks: ReadonlyMap<string, TaskView>) {
  const all = [...tasks.values()].filter(({ kind }) => kind === 'task')
  return {
    waiting: all.filter(({ status }) => status === 'awaiting_approval' || status === 'awaiting_input'),
    // Every task is given to someone when its run begins: one that is not has nobody who could do it.
    unassigned: all.filter(({ status, agentId }) => agentId === null && !isTerminal(status)),
    // What an agent reported, or no money: nothing but a person moves these.
    held: all.filter(({ status, reason }) => !isTerminal(status) && holds.has(reason?.code)),
    rejected: listRejected(tasks),
    failed: all.filter(({ status }) => status === 'failed'),
  }
}

const reasonOf = ({ reason, requiredSkills }: TaskView): string =>
  reason?.code === 'no_agent' ? reason.message : says.noSkills(requiredSkills.join(', '))
