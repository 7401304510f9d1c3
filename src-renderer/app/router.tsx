import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Link,
  useNavigate,
} from '@tanstack/react-router'
import { Compass } from 'lucide-react'
import { AgentsPage } from '../features/agents/agents-page.tsx'
import { parseAgentsSearch } from '../features/agents/agents-search.ts'
import { DraftDialog } from '../features/draft/draft-dialog.tsx'
import { Frame } from '../features/frame/frame.tsx'
import { HomePage } from '../features/home/home-page.tsx'
import { parseHomeSearch } from '../features/home/home-search.ts'
import { ImportDialog } from '../features/import/import-dialog.tsx'
import { LogPage } from '../features/log/log-page.tsx'
import { parseLogSearch } from '../features/log/log-search.ts'
import { MemoryPage } from '../features/log/memory-page.tsx'
import { RunPage } from '../features/run/run-page.tsx'
import { parseRunSearch } from '../features/run/run-search.ts'
import { EmptyNote, FailureNote } from '../ui/notes.tsx'
import { useTitle } from '../ui/use-title.ts'
import { useEvents } from './use-events.ts'

const root = createRootRoute({ component: Root, notFoundComponent: NotFound })

function Root() {
  useEvents()
  return (
    <>
      <Frame />
      <ImportDialog />
      <DraftDialog />
    </>
  )
}

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: parseHomeSearch,
  component: () => {
    const search = home.useSearch()
    const navigate = useNavigate({ from: '/' })
    return <HomePage search={search} onSearch={(next) => void navigate({ to: '/', search: next })} />
  },
})

const run = createRoute({
  getParentRoute: () => root,
  path: '/runs/$runId',
  validateSearch: parseRunSearch,
  component: () => {
    const { runId } = run.useParams()
    const search = run.useSearch()
    const navigate = useNavigate({ from: '/runs/$runId' })
    return (
      <RunPage
        key={runId}
        runId={runId}
        search={search}
        onSearch={(next) => void navigate({ to: '/runs/$runId', params: { runId }, search: next })}
      />
    )
  },
})

const log = createRoute({
  getParentRoute: () => root,
  path: '/log',
  validateSearch: parseLogSearch,
  component: () => {
    const search = log.useSearch()
    const navigate = useNavigate({ from: '/log' })
    return (
      <LogPage
        search={search}
        onSearch={(next) => void navigate({ to: '/log', search: next, replace: true })}
      />
    )
  },
})

const memory = createRoute({
  getParentRoute: () => root,
  path: '/log/$memoryId',
  component: () => <MemoryPage memoryId={memory.useParams().memoryId} />,
})

const agents = createRoute({
  getParentRoute: () => root,
  path: '/agents',
  validateSearch: parseAgentsSearch,
  component: () => {
    const { agent = null } = agents.useSearch()
    const navigate = useNavigate({ from: '/agents' })
    return (
      <AgentsPage
        selected={agent}
        onSelect={(id) => void navigate({ to: '/agents', search: id === null ? {} : { agent: id } })}
      />
    )
  },
})

function writeSearch(search: Record<string, unknown>): string {
  const given = Object.entries(search).filter(([, value]) => value !== undefined)
  const text = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString()
  return text === '' ? '' : `?${text}`
}

/** Addresses live in the fragment: the same page is served from app:// and from http://. */
export const createAppRouter = () =>
  createRouter({
    routeTree: root.addChildren([home, run, log, memory, agents]),
    history: createHashHistory(),
    // Plain text, so that the task `1.10` stays that and does not become a number.
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: writeSearch,
    defaultErrorComponent: ({ error, reset }) => (
      <div className="mx-auto max-w-xl p-6">
        <FailureNote error={error} onRetry={reset} />
      </div>
    ),
  })

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}

function NotFound() {
  useTitle('Not found')
  return (
    <EmptyNote
      icon={Compass}
      title="There is nothing at this address"
      action={
        <Link to="/" search={{}} className="font-medium text-accent hover:underline">
          Go to the start
        </Link>
      }
    >
      The link may be from another data folder, or mistyped.
    </EmptyNote>
  )
}
