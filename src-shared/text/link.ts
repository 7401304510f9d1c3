import { orElse } from '../or-else.ts'
/** Links to places of the desktop app, which the system hands to it. */
export const linkScheme = 'switchyard'

const longest = 2000

/** `/runs/r1?task=a&panel=log` is `switchyard://run/r1/task/a?panel=log`; any other place keeps its path: `switchyard://open/plans`. */
export function linkOf(place: string): string {
  const { pathname, search, searchParams } = new URL(place, 'http://place')
  const runId = /^\/runs\/([\w-]+)$/.exec(pathname)?.[1]
  if (runId === undefined) return `${linkScheme}://open${pathname}${search}`
  const task = searchParams.get('task')
  // In a path these two would be a way and no name, escaped or not.
  if (task === '.' || task === '..') return `${linkScheme}://run/${runId}${search}`
  searchParams.delete('task')
  const rest = searchParams.size === 0 ? '' : `?${searchParams}`
  return `${linkScheme}://run/${runId}${task === null ? '' : `/task/${encodeURIComponent(task)}`}${rest}`
}

/** The place that a link leads to; null: it is none of ours, whoever wrote it. */
export function placeOf(link: string): string | null {
  const url = link.length > longest ? null : URL.parse(link)
  if (url === null || url.protocol !== `${linkScheme}:`) return null
  const { host, pathname, search, searchParams } = url
  if (host === 'open') return /^\/(?!\/)/.test(pathname) ? `${pathname}${search}` : null
  const [, runId, task] = /^\/([\w-]+)(?:\/task\/([^/]+))?\/?$/.exec(pathname) ?? []
  if (host !== 'run' || runId === undefined) return null
  if (task !== undefined) {
    const key = decoded(task)
    if (key === null) return null
    searchParams.set('task', key)
  }
  return `/runs/${runId}${searchParams.size === 0 ? '' : `?${searchParams}`}`
}

// A malformed escape names nothing.
const decoded = (text: string): string | null => orElse(() => decodeURIComponent(text), null)
