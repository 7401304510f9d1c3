import { createHashHistory, createRouter } from '@tanstack/react-router'
import { BrokenPart } from '../ui/broken-part.tsx'
import { root } from './root.tsx'
import { agents } from './routes/agents.tsx'
import { audit } from './routes/audit.tsx'
import { compare } from './routes/compare.tsx'
import { decisions } from './routes/decisions.tsx'
import { designer } from './routes/designer.tsx'
import { gallery } from './routes/gallery.tsx'
import { home } from './routes/home.tsx'
import { inbox } from './routes/inbox.tsx'
import { log, logEntry } from './routes/log.tsx'
import { memory } from './routes/memory.tsx'
import { money } from './routes/money.tsx'
import { plans } from './routes/plans.tsx'
import { projects } from './routes/projects.tsx'
import { run } from './routes/run.tsx'
import { runs } from './routes/runs.tsx'
import { settings } from './routes/settings.tsx'
import { statistics } from './routes/statistics.tsx'
import { versions } from './routes/versions.tsx'

function writeSearch(search: Record<string, unknown>): string {
  const given = Object.entries(search).filter(([, value]) => value !== undefined)
  const text = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString()
  return text === '' ? '' : `?${text}`
}

/** Addresses live in the fragment: the same page is served from app:// and from http://. */
export const createAppRouter = () =>
  createRouter({
    routeTree: root.addChildren([
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
    ]),
    history: createHashHistory(),
    // Plain text, so that the task `1.10` stays that and does not become a number.
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: writeSearch,
    defaultErrorComponent: ({ error, reset }) => <BrokenPart error={error} onAgain={reset} />,
  })

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
