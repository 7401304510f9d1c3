import { createHashHistory, createRouter } from '@tanstack/react-router'
import { BrokenPart } from '../ui/broken-part.tsx'
import { routes } from './routes.tsx'

function writeSearch(search: Record<string, unknown>): string {
  const given = Object.entries(search).filter(([, value]) => value !== undefined)
  const text = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString()
  return text === '' ? '' : `?${text}`
}

/** Addresses live in the fragment: the same page is served from app:// and from http://. */
export const createAppRouter = () =>
  createRouter({
    routeTree: routes,
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
