import { Archive } from 'lucide-react'
import { formatMoney } from '#shared/model/money.ts'
import type { ProjectView } from '#shared/model/project.ts'
import { useChangeProject } from '../../projects/use-change-project.ts'
import { IconButton } from '../../ui/button.tsx'
import { StatusIcon } from '../../ui/status-badge.tsx'
import { lookOf, statusOfRun } from '../../ui/status-looks.ts'
import { Ago } from '../../ui/time.tsx'
import { words } from '../../words/words.ts'

interface ProjectsSectionProps {
  readonly projects: readonly ProjectView[]
  readonly onChoose: (id: string) => void
}

const shownAtMost = 6

/** What needs attention stands first; the switcher has the rest. */
export function ProjectsSection({ projects, onChoose }: ProjectsSectionProps) {
  const { changing, archive } = useChangeProject()
  const shown = projects
    .filter(({ archivedAt }) => archivedAt === null)
    .toSorted((a, b) => b.waiting - a.waiting)
    .slice(0, shownAtMost)
  if (shown.length === 0) return null
  return (
    <section aria-labelledby="projects" className="mb-8 min-w-0">
      <h2 id="projects" className="mb-3 font-semibold">
        {words.projects.title}
      </h2>
      <ul className="grid gap-3 sm:grid-cols-2">
        {shown.map((project) => (
          <li key={project.id} className="flex items-start rounded-lg border border-line bg-surface p-4">
            <div className="min-w-0 flex-1">
              <button
                type="button"
                title={words.projects.open(project.name)}
                onClick={() => onChoose(project.id)}
                className="block min-h-6 max-w-full truncate rounded-sm text-left font-medium hover:text-accent hover:underline"
              >
                {project.name}
              </button>
              {project.goal !== null && (
                <p className="truncate text-muted text-sm" title={project.goal}>
                  {project.goal}
                </p>
              )}
              <Strip project={project} />
              <p className="mt-1.5 break-words text-muted text-sm">
                {project.waiting > 0 && (
                  <span className="text-attention">{words.projects.waiting(project.waiting)} · </span>
                )}
                {moneyOf(project)}
                {project.lastActivityAt !== null && <Ago at={project.lastActivityAt} />}
              </p>
            </div>
            <IconButton
              label={words.projects.archive(project.name)}
              icon={Archive}
              disabled={changing.isPending}
              onClick={() => archive(project)}
              className="-mt-1.5 -mr-1.5"
            />
          </li>
        ))}
      </ul>
    </section>
  )
}

const moneyOf = ({ spent, cap }: ProjectView): string =>
  spent === null
    ? ''
    : `${words.projects.spent(formatMoney(spent), cap === null ? null : formatMoney(cap))} · `

/** How its last runs stand, the newest at the right: a shape each, and in words for who does not see them. */
function Strip({ project: { lastRuns } }: { project: ProjectView }) {
  if (lastRuns.length === 0) return <p className="mt-1.5 text-muted text-sm">{words.projects.noRuns}</p>
  const looks = lastRuns.map((status) => statusOfRun({ status, counts: noCounts }))
  const said = words.projects.lastRuns(looks.map((look) => lookOf(look).word).join(', '))
  return (
    <div role="img" aria-label={said} title={said} className="mt-1.5 flex gap-1">
      {looks.map((look, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: its place in time is what a run is here
        <StatusIcon key={at} status={look} size={13} />
      ))}
    </div>
  )
}

/** Whether a run waits for a person or for something else is not told here. */
const noCounts = {
  ...{ blocked: 0, todo: 0, awaiting_approval: 1, in_progress: 0, awaiting_input: 0 },
  ...{ done: 0, failed: 0, skipped: 0, cancelled: 0 },
}
