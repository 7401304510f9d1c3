import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { FileInput, Hand, Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import type { InboxItem } from '#shared/model/inbox.ts'
import { words } from '#shared/words/words.ts'
import { PlanFileInput } from '../../entities/plans/plan-file-input.tsx'
import { useCurrentProject } from '../../entities/projects/current-project.ts'
import { NewPlanDialog } from '../../entities/templates/new-plan-dialog.tsx'
import { TemplateCards } from '../../entities/templates/template-cards.tsx'
import { useTemplates } from '../../entities/templates/use-templates.ts'
import { useRpc } from '../../rpc/context.tsx'
import { Button } from '../../ui/controls/button.tsx'
import { together, Unfetched } from '../../ui/fetched.tsx'
import { useTitle } from '../../ui/hooks/use-title.ts'
import { firstLine } from '../../ui/text/first-line.ts'
import { visible } from '../../ui/visible-characters.ts'
import { GoalBox } from './goal-box.tsx'
import { homeQueries } from './home-queries.ts'
import { PlanList } from './plan-list.tsx'
import { ProjectsSection } from './projects-section.tsx'
import { RecentRuns } from './recent-runs.tsx'
import { Samples } from './samples.tsx'
import { Section } from './section.tsx'

export function HomePage() {
  useTitle('')
  const rpc = useRpc()
  const current = useCurrentProject()
  const [isCreating, setCreating] = useState(false)
  const asked = homeQueries(rpc, current.id)
  const runs = useQuery(asked.runs)
  const waiting = useQuery(asked.waiting).data ?? []
  const projects = useQuery(asked.projects).data ?? []
  const plans = useQuery(asked.plans)
  const samples = useQuery(asked.samples)
  const read = together(together(runs, plans), samples)
  if (read.error !== null || read.data === undefined) {
    return <Unfetched query={read} lines={6} className="mx-auto max-w-3xl p-8" />
  }
  const [[newest, kept], shipped] = read.data
  const isFirstRun = newest.length === 0 && kept.length === 0 && projects.length === 0
  const isHere = ({ projectId }: { readonly projectId: string | null }) =>
    current.id === null || projectId === current.id
  if (isFirstRun) return <Welcome samples={shipped} />
  const project = projects.find(({ id }) => id === current.id)
  return (
    <div className="mx-auto max-w-[1240px] px-6 py-5">
      <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <h1 className="min-w-0 break-words font-semibold text-xl">{project?.name ?? words.home.title}</h1>
        <div className="flex flex-wrap gap-2">
          <ImportButton />
          <Button icon={Plus} onClick={() => setCreating(true)}>
            {words.plans.newPlan}
          </Button>
        </div>
      </div>
      {isCreating && <NewPlanDialog onClose={() => setCreating(false)} />}
      <div className="grid gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_320px]">
        <div className="flex min-w-0 flex-col gap-8">
          <NeedsYou items={waiting.filter(isHere)} />
          <RecentRuns runs={newest} />
          {current.id === null && <ProjectsSection projects={projects} onChoose={current.choose} />}
          <TemplatesSection atMost={3} />
        </div>
        <div className="flex min-w-0 flex-col gap-8">
          <GoalBox />
          <PlanList plans={kept.filter((plan) => plan.projectId === null || isHere(plan))} />
          <Samples samples={shipped} isCompact />
        </div>
      </div>
    </div>
  )
}

function Welcome({ samples }: { samples: Parameters<typeof Samples>[0]['samples'] }) {
  return (
    <div className="mx-auto max-w-4xl px-6 py-12">
      <h1 className="font-semibold text-xl">{words.home.welcome}</h1>
      <p className="mt-2 max-w-[64ch] text-lg text-muted">{words.home.welcomeAbout}</p>
      <div className="mt-8">
        <Samples samples={samples} />
      </div>
      <div className="mt-8">
        <TemplatesSection atMost={6} />
      </div>
      <div className="mt-8">
        <GoalBox />
      </div>
      <div className="mt-8 flex flex-wrap items-center gap-4 rounded-lg border border-line-strong border-dashed p-5">
        <div className="min-w-0 flex-1">
          <p className="font-medium">{words.home.havePlan}</p>
          <p className="text-muted">{words.home.dropIt}</p>
        </div>
        <ImportButton />
      </div>
    </div>
  )
}

/** Templates for a new plan: the first `atMost`, and a button for the others. */
function TemplatesSection({ atMost }: { atMost: number }) {
  const actions = useTemplates()
  const [isOpen, setOpen] = useState(false)
  const { templates } = actions
  if (templates.length === 0) return null
  return (
    <Section
      title={words.templates.title}
      link={
        templates.length > atMost && (
          <button
            type="button"
            onClick={() => setOpen(true)}
            className="inline-flex min-h-6 items-center text-accent hover:underline"
          >
            {words.templates.all(templates.length)}
          </button>
        )
      }
    >
      <TemplateCards shown={templates.slice(0, atMost)} actions={actions} />
      {isOpen && <NewPlanDialog onClose={() => setOpen(false)} />}
    </Section>
  )
}

function ImportButton() {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <PlanFileInput ref={input} />
      <Button icon={FileInput} onClick={() => input.current?.click()}>
        {words.plans.importPlan}
      </Button>
    </>
  )
}

const shownAtMost = 3

/** The most urgent approvals: those whose delay costs most. */
function NeedsYou({ items }: { items: readonly InboxItem[] }) {
  if (items.length === 0) return null
  return (
    <Section
      title={words.projects.needsYou}
      link={
        <Link to="/inbox" search={{}}>
          {words.projects.toInbox(items.length)}
        </Link>
      }
    >
      <ul className="overflow-hidden rounded-lg border border-line bg-surface">
        {items.slice(0, shownAtMost).map((item) => (
          <li key={item.approvalId} className="border-line border-b last:border-b-0">
            <Link
              to="/inbox"
              search={{ item: item.approvalId }}
              className="flex items-start gap-2 px-4 py-2.5 outline-offset-[-2px] hover:bg-hover"
            >
              <Hand size={14} aria-hidden className="mt-[3px] shrink-0 text-attention" />
              <span className="min-w-0 flex-1">
                <span className="line-clamp-1 break-words font-medium">
                  {visible(firstLine(item.question))}
                </span>
                <span className="block break-words text-muted text-sm">
                  {words.inbox.describeDelay(item.delay)}
                </span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  )
}
