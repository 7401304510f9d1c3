import { Link } from '@tanstack/react-router'
import { Archive } from 'lucide-react'
import type { ProjectView } from '#shared/model/project.ts'
import { words } from '#shared/words/words.ts'
import { byAttention } from '../../entities/projects/attention.ts'
import { RunStrip } from '../../entities/projects/run-strip.tsx'
import { SpentBar } from '../../entities/projects/spent-bar.tsx'
import { useChangeProject } from '../../entities/projects/use-change-project.ts'
import { IconButton } from '../../ui/controls/button.tsx'
import { SimulationMark } from '../../ui/simulation-mark.tsx'
import { Ago } from '../../ui/text/time.tsx'
import { Section } from './section.tsx'

interface ProjectsSectionProps {
  readonly projects: readonly ProjectView[]
  readonly onChoose: (id: string) => void
}

const shownAtMost = 6

/** Projects, those that need attention first, with a link to all projects. */
export function ProjectsSection({ projects, onChoose }: ProjectsSectionProps) {
  const { changing, archive } = useChangeProject()
  const listed = byAttention(projects)
  if (listed.length === 0) return null
  return (
    <Section
      title={words.projects.title}
      link={<Link to="/projects">{words.projects.seeAll(listed.length)}</Link>}
    >
      <ul className="grid gap-3 sm:grid-cols-2">
        {listed.slice(0, shownAtMost).map((project) => (
          <li
            key={project.id}
            className="flex min-w-0 flex-col rounded-lg border border-line bg-surface px-4 py-3"
          >
            <div className="flex items-start gap-2">
              <button
                type="button"
                title={words.projects.open(project.name)}
                onClick={() => onChoose(project.id)}
                className="block min-h-6 min-w-0 flex-1 truncate rounded-sm text-start font-medium hover:text-accent hover:underline"
              >
                {project.name}
              </button>
              <IconButton
                label={words.projects.archive(project.name)}
                icon={Archive}
                disabled={changing.isPending}
                onClick={() => archive(project)}
                className="-my-1 -me-2"
              />
            </div>
            {project.goal !== null && project.goal !== project.newestRun?.title && (
              <p className="truncate text-muted text-sm" title={project.goal}>
                {project.goal}
              </p>
            )}
            <RunStrip project={project} className="mt-1.5" />
            <LastRun project={project} />
            <div className="mt-auto flex flex-wrap items-center justify-between gap-x-3 gap-y-1 pt-1.5">
              <SpentBar project={project} />
              {project.waiting > 0 && (
                <span className="font-medium text-attention text-sm">
                  {words.projects.waiting(project.waiting)}
                </span>
              )}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function LastRun({ project: { newestRun, lastActivityAt } }: { project: ProjectView }) {
  if (newestRun === null) return null
  return (
    <p className="mt-1 flex min-w-0 items-baseline gap-1.5 text-muted text-sm">
      <Link
        to="/runs/$runId"
        params={{ runId: newestRun.id }}
        search={{}}
        title={newestRun.title}
        className="min-h-6 min-w-0 truncate leading-6 hover:text-accent hover:underline"
      >
        {newestRun.title}
      </Link>
      {newestRun.isSimulated && <SimulationMark />}
      {lastActivityAt !== null && <Ago at={lastActivityAt} />}
    </p>
  )
}
