import { clsx } from 'clsx'
import type { ProjectView } from '#shared/model/project.ts'
import { runOutcomeSchema, runStatusSchema } from '#shared/model/runs/run.ts'
import { noTaskCounts } from '#shared/model/task.ts'
import { words } from '#shared/words/words.ts'
import { StatusIcon } from '../../ui/status-badge.tsx'
import { lookOf, type StatusName, statusOfRun } from '../../ui/status-looks.ts'

interface RunStripProps {
  readonly project: Pick<ProjectView, 'lastRuns' | 'waiting'>
  readonly className?: string
}

/** Status of a project's last runs, newest at the right: one icon each, with a text for screen readers. */
export function RunStrip({ project: { lastRuns, waiting }, className }: RunStripProps) {
  if (lastRuns.length === 0) {
    return <p className={clsx('text-muted text-sm', className)}>{words.projects.noRuns}</p>
  }
  const looks = lastRuns.map((last) => lookOfLast(last, waiting > 0))
  const said = words.projects.lastRuns(looks.map((look) => lookOf(look).word).join(', '))
  return (
    <span role="img" aria-label={said} title={said} className={clsx('flex gap-1', className)}>
      {looks.map((look, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: its place in time is what a run is here
        <StatusIcon key={at} status={look} size={13} />
      ))}
    </span>
  )
}

function lookOfLast(last: ProjectView['lastRuns'][number], isAsked: boolean): StatusName {
  const status = runStatusSchema.safeParse(last)
  if (status.success) {
    return statusOfRun({ status: status.data, outcome: null, counts: isAsked ? asked : noCounts })
  }
  return runOutcomeSchema.parse(last)
}

const noCounts = noTaskCounts()
/** The project does not tell which of its runs waits for a person. */
const asked = { ...noCounts, awaiting_approval: 1 }
