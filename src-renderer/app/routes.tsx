import { createRoute, redirect, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { type ComponentType, useMemo } from 'react'
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
import { parseRunSearch } from '../features/run/run-search.ts'
import { parseRunsSearch } from '../features/runs/runs-search.ts'
import { parseSettingsSearch } from '../features/settings/sections.ts'
import { parseStatisticsSearch } from '../features/statistics/statistics-search.ts'
import { lazyScreen } from '../ui/lazy-screen.tsx'
import { type AddressProps, addressReader, maybeText } from '../ui/query/address.ts'
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

/** Prefetches the code of the run page, the most used screen, so that opening a run only waits for its tasks. */
export const fetchRunPage = RunPage.prefetch

/** Parent route of all screens in the app frame. */
const below = { getParentRoute: () => root }

interface AddressedOptions {
  /** True: address changes replace the history entry instead of adding one. */
  readonly isReplaced?: boolean
}

/**
 * Route of a screen with parsed search parameters. The router also passes unvalidated parameters, so parse them again.
 */
function addressed<Path extends string, Search extends object>(
  path: Path,
  validateSearch: (given: Record<string, unknown>) => Search,
  Screen: ComponentType<AddressProps<Search>>,
  { isReplaced = false }: AddressedOptions = {},
) {
  const to: string = path
  const component = () => {
    const navigate = useNavigate()
    const params = useParams({ strict: false })
    const given = useSearch({ strict: false })
    const search = useMemo(() => validateSearch(given), [given])
    return (
      <Screen
        search={search}
        onSearch={(next) => void navigate({ to, params, search: next, replace: isReplaced })}
      />
    )
  }
  return { ...below, path, validateSearch, component }
}

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

const agents = createRoute(addressed('/agents', parseAgentsSearch, AgentsPage))

const audit = createRoute(addressed('/audit', parseAuditSearch, AuditPage, { isReplaced: true }))

const compare = createRoute(addressed('/compare', parseCompareSearch, ComparePage))

const decisions = createRoute(
  addressed('/decisions', parseDecisionsSearch, DecisionsPage, { isReplaced: true }),
)

/** A published plan or a draft, by id. `new` is a plan without an id. */
const designer = createRoute(
  addressed(
    '/plans/$planId',
    parseDesignerSearch,
    function Designer(address) {
      const { planId } = designer.useParams()
      return <DesignerPage address={planId} {...address} />
    },
    { isReplaced: true },
  ),
)

/** Versions of a plan, by the id of any version. The page compares two versions. */
const versions = createRoute(
  addressed(
    '/plans/$planId/versions',
    parseVersionsSearch,
    function Versions(address) {
      const { planId } = versions.useParams()
      return <VersionsPage planId={planId} {...address} />
    },
    { isReplaced: true },
  ),
)

const inbox = createRoute(addressed('/inbox', parseInboxSearch, InboxPage))

const memory = createRoute(addressed('/memory', parseMemorySearch, MemoryPage, { isReplaced: true }))

/** Former address of the memory page, kept for old links. */
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

const money = createRoute(addressed('/money', parseMoneySearch, MoneyPage))

const projects = createRoute(
  addressed('/projects', addressReader({ find: maybeText }), ProjectsPage, { isReplaced: true }),
)

const run = createRoute(
  addressed('/runs/$runId', parseRunSearch, function Run(address) {
    const { runId } = run.useParams()
    return <RunPage key={runId} runId={runId} {...address} />
  }),
)

const runs = createRoute(addressed('/runs', parseRunsSearch, RunsPage, { isReplaced: true }))

const settings = createRoute(addressed('/settings', parseSettingsSearch, SettingsPage))

const statistics = createRoute(addressed('/statistics', parseStatisticsSearch, StatisticsPage))

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
