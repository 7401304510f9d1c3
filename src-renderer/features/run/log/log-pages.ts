import type { PlacedLine } from '#shared/contract/runs/run-log.ts'

export const pageSize = 500

/** As much of a log as was read, by the numbers of its lines; what lies between is not here yet. */
export interface LogPages {
  readonly count: number
  readonly pages: ReadonlyMap<number, readonly PlacedLine[]>
}

export const noPages: LogPages = { count: 0, pages: new Map() }

const pageOf = (at: number): number => Math.floor(at / pageSize)

export const lineAt = ({ pages }: LogPages, at: number): PlacedLine | undefined =>
  pages.get(pageOf(at))?.[at % pageSize]

/** With a page as it was read. Lines that came while it was on its way are kept: a log only grows. */
export function withPage(
  log: LogPages,
  page: number,
  { lines, count }: { readonly lines: readonly PlacedLine[]; readonly count: number },
): LogPages {
  const known = log.pages.get(page) ?? []
  const pages = known.length >= lines.length ? log.pages : new Map(log.pages).set(page, lines)
  return { count: Math.max(count, log.count), pages }
}

/** With lines that came at its end. A page that begins elsewhere is read when it is looked at. */
export function withAppended(log: LogPages, lines: readonly PlacedLine[]): LogPages {
  if (lines.length === 0) return log
  const pages = new Map(log.pages)
  let { count } = log
  for (const line of lines) {
    const page = pageOf(count)
    const known = pages.get(page) ?? []
    if (known.length === count % pageSize) pages.set(page, [...known, line])
    count += 1
  }
  return { count, pages }
}

/** Pages between two lines that are not here. */
export function listMissing({ count, pages }: LogPages, first: number, last: number): number[] {
  const missing: number[] = []
  for (let page = pageOf(Math.max(0, first)); page <= pageOf(Math.min(count - 1, last)); page += 1) {
    const wanted = Math.min(pageSize, count - page * pageSize)
    if ((pages.get(page)?.length ?? 0) < wanted) missing.push(page)
  }
  return missing
}
