import { orElse } from '../or-else.ts'
/** URL scheme of links into the desktop app. */
export const linkScheme = 'switchyard'

const longest = 2000

/**
 * `/runs/r1?task=a&panel=log` becomes `switchyard://run/r1/task/a?panel=log`; other paths are appended to
 * `switchyard://open`.
 */
export function linkOf(place: string): string {
  const { pathname, search, searchParams } = new URL(place, 'http://place')
  const runId = /^\/runs\/([\w-]+)$/.exec(pathname)?.[1]
  if (runId === undefined) return `${linkScheme}://open${pathname}${search}`
  const task = searchParams.get('task')
  // `.` and `..` would be resolved as path segments, escaped or not.
  if (task === '.' || task === '..') return `${linkScheme}://run/${runId}${search}`
  searchParams.delete('task')
  const rest = searchParams.size === 0 ? '' : `?${searchParams}`
  return `${linkScheme}://run/${runId}${task === null ? '' : `/task/${encodeURIComponent(task)}`}${rest}`
}

/** The path of a link; null for any other link. */
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

// Null for a malformed escape.
const decoded = (text: string): string | null => orElse(() => decodeURIComponent(text), null)
