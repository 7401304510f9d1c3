import { createRoute, redirect, useNavigate } from '@tanstack/react-router'
import { parseAgentsSearch } from '../features/agents/agents-search.ts'
import { parseAuditSearch } from '../features/audit/audit-search.ts'
import { parseCompareSearch } from '../features/compare/compare-search.ts'
import { parseDecisionsSearch } from '../features/decisions/decisions-search.ts'
import { parseDesignerSearch } from '../features/designer/designer-search.ts'
import { parseVersionsSearch } from '../features/designer/versions/pair.ts'
import { HomePage } from '../features/home/home-page.tsx'
import { parseInboxSearch } from '../features/inbox/inbox-search.ts'
import { parseMemorySearch } from '../features/memory/memory-search.ts'
import { parseMoneySearch } from '../features/money/money-search.ts'
import type { ProjectsSearch } from '../features/projects/projects-page.tsx'
import { parseRunSearch } from '../features/run/run-search.ts'
import { parseRunsSearch } from '../features/runs/runs-search.ts'
import { parseSettingsSearch } from '../features/settings/sections.ts'
import { parseStatisticsSearch } from '../features/statistics/statistics-search.ts'
import { lazyScreen } from '../ui/lazy-screen.tsx'
import { root } from './root.tsx'

const AgentsPage = lazyScreen(async () => (await import('../features/agents/agents-page.tsx')).AgentsPage)
const AuditPage = lazyScreen(async () => (await import('../features/audit/audit-page.tsx')).AuditPage)
const ComparePage = lazyScreen(async () => (await import('../features/compare/compare-page.tsx')).ComparePage)
const DecisionsPage = lazyScreen(
  async () => (await import('../features/decisions/decisions-page.tsx')).DecisionsPage,
)
const DesignerPage = lazyScreen(
  async () => (await import('../features/designer/designer-page.tsx')).DesignerPage,
)
const InboxPage = lazyScreen(async () => (await import('../features/inbox/inbox-page.tsx')).InboxPage)
const MemoryPage = lazyScreen(async () => (await import('../features/memory/memory-page.tsx')).MemoryPage)
const MoneyPage = lazyScreen(async () => (await import('../features/money/money-page.tsx')).MoneyPage)
const ProjectsPage = lazyScreen(
  async () => (await import('../features/projects/projects-page.tsx')).ProjectsPage,
)
const RunPage = lazyScreen(async () => (await import('../features/run/run-page.tsx')).RunPage)
const RunsPage = lazyScreen(async () => (await import('../features/runs/runs-page.tsx')).RunsPage)
const SettingsPage = lazyScreen(
  async () => (await import('../features/settings/settings-page.tsx')).SettingsPage,
)
const StatisticsPage = lazyScreen(
  async () => (await import('../features/statistics/statistics-page.tsx')).StatisticsPage,
)
const VersionsPage = lazyScreen(
  async () => (await import('../features/designer/versions/versions-page.tsx')).VersionsPage,
)

/** The screen that is opened most, before it is: it is not to wait for its program as well as for its tasks. */
export const fetchRunPage = RunPage.prefetch

/** A screen below the frame. */
const below = { getParentRoute: () => root }

const home = createRoute({ ...below, path: '/', component: HomePage })

const gallery = createRoute({
  ...below,
  path: '/gallery',
  component: lazyScreen(async () => (await import('../features/gallery/gallery-page.tsx')).GalleryPage),
})

const plans = createRoute({
  ...below,
  path: '/plans',
  component: lazyScreen(async () => (await import('../features/plans/plans-page.tsx')).PlansPage),
})

const agents = createRoute({
  ...below,
  path: '/agents',
  validateSearch: parseAgentsSearch,
  component: function Agents() {
    const navigate = useNavigate()
    return (
      <AgentsPage
        search={agents.useSearch()}
        onSearch={(search) => void navigate({ to: '/agents', search })}
      />
    )
  },
})

const audit = createRoute({
  ...below,
  path: '/audit',
  validateSearch: parseAuditSearch,
  component: function Audit() {
    const navigate = useNavigate()
    return (
      <AuditPage
        search={audit.useSearch()}
        onSearch={(search) => void navigate({ to: '/audit', search, replace: true })}
      />
    )
  },
})

const compare = createRoute({
  ...below,
  path: '/compare',
  validateSearch: parseCompareSearch,
  component: function Compare() {
    const navigate = useNavigate()
    return (
      <ComparePage
        search={compare.useSearch()}
        onSearch={(search) => void navigate({ to: '/compare', search })}
      />
    )
  },
})

const decisions = createRoute({
  ...below,
  path: '/decisions',
  validateSearch: parseDecisionsSearch,
  component: function Decisions() {
    const navigate = useNavigate()
    return (
      <DecisionsPage
        search={decisions.useSearch()}
        onSearch={(search) => void navigate({ to: '/decisions', search, replace: true })}
      />
    )
  },
})

/** A kept plan, or a draft of one: both have an id. `new` is a plan that has none yet. */
const designer = createRoute({
  ...below,
  path: '/plans/$planId',
  validateSearch: parseDesignerSearch,
  component: function Designer() {
    const params = designer.useParams()
    const navigate = useNavigate()
    return (
      <DesignerPage
        address={params.planId}
        search={designer.useSearch()}
        onSearch={(search) => void navigate({ to: '/plans/$planId', params, search, replace: true })}
      />
    )
  },
})

/** Of a plan, by the id of any of its versions; two are compared. */
const versions = createRoute({
  ...below,
  path: '/plans/$planId/versions',
  validateSearch: parseVersionsSearch,
  component: function Versions() {
    const params = versions.useParams()
    const navigate = useNavigate()
    return (
      <VersionsPage
        planId={params.planId}
        search={versions.useSearch()}
        onSearch={(search) => void navigate({ to: '/plans/$planId/versions', params, search, replace: true })}
      />
    )
  },
})

const inbox = createRoute({
  ...below,
  path: '/inbox',
  validateSearch: parseInboxSearch,
  component: function Inbox() {
    const navigate = useNavigate()
    return (
      <InboxPage search={inbox.useSearch()} onSearch={(search) => void navigate({ to: '/inbox', search })} />
    )
  },
})

const memory = createRoute({
  ...below,
  path: '/memory',
  validateSearch: parseMemorySearch,
  component: function Memory() {
    const navigate = useNavigate()
    return (
      <MemoryPage
        search={memory.useSearch()}
        onSearch={(search) => void navigate({ to: '/memory', search, replace: true })}
      />
    )
  },
})

/** Where memory was before: links that were kept still lead there. */
const log = createRoute({
  ...below,
  path: '/log',
  beforeLoad: () => {
    throw redirect({ to: '/memory', search: {}, replace: true })
  },
})

const logEntry = createRoute({
  ...below,
  path: '/log/$memoryId',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/memory', search: { entry: params.memoryId }, replace: true })
  },
})

const money = createRoute({
  ...below,
  path: '/money',
  validateSearch: parseMoneySearch,
  component: function Money() {
    const navigate = useNavigate()
    return (
      <MoneyPage
        // The router hands on what was not understood, too.
        search={parseMoneySearch(money.useSearch())}
        onSearch={(search) => void navigate({ to: '/money', search })}
      />
    )
  },
})

const projects = createRoute({
  ...below,
  path: '/projects',
  validateSearch: ({ find }: Record<string, unknown>): ProjectsSearch =>
    typeof find === 'string' && find !== '' ? { find } : {},
  component: function Projects() {
    const navigate = useNavigate()
    return (
      <ProjectsPage
        search={projects.useSearch()}
        onSearch={(search) => void navigate({ to: '/projects', search, replace: true })}
      />
    )
  },
})

const run = createRoute({
  ...below,
  path: '/runs/$runId',
  validateSearch: parseRunSearch,
  component: function Run() {
    const params = run.useParams()
    const navigate = useNavigate()
    return (
      <RunPage
        key={params.runId}
        runId={params.runId}
        search={run.useSearch()}
        onSearch={(search) => void navigate({ to: '/runs/$runId', params, search })}
      />
    )
  },
})

const runs = createRoute({
  ...below,
  path: '/runs',
  validateSearch: parseRunsSearch,
  component: function Runs() {
    const navigate = useNavigate()
    return (
      <RunsPage
        search={runs.useSearch()}
        onSearch={(search) => void navigate({ to: '/runs', search, replace: true })}
      />
    )
  },
})

const settings = createRoute({
  ...below,
  path: '/settings',
  validateSearch: parseSettingsSearch,
  component: function Settings() {
    const navigate = useNavigate()
    // The router hands on what was not understood, too.
    const { section = 'general' } = parseSettingsSearch(settings.useSearch())
    return (
      <SettingsPage
        section={section}
        onSection={(next) => void navigate({ to: '/settings', search: { section: next } })}
      />
    )
  },
})

const statistics = createRoute({
  ...below,
  path: '/statistics',
  validateSearch: parseStatisticsSearch,
  component: function Statistics() {
    const navigate = useNavigate()
    return (
      <StatisticsPage
        // The router hands on what was not understood, too.
        search={parseStatisticsSearch(statistics.useSearch())}
        onSearch={(search) => void navigate({ to: '/statistics', search })}
        onOpen={({ runId, taskKey }) =>
          void navigate({ to: '/runs/$runId', params: { runId }, search: { task: taskKey } })
        }
      />
    )
  },
})

export const routes = root.addChildren([
  agents,
  audit,
  compare,
  decisions,
  designer,
  gallery,
  home,
  inbox,
  log,
  logEntry,
  memory,
  money,
  plans,
  projects,
  run,
  runs,
  settings,
  statistics,
  versions,
])
