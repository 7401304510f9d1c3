import { type Query, QueryClient } from '@tanstack/react-query'
import type { EventView } from '#shared/contract/log.ts'
import { isAnswer } from './failure.ts'
import { pause } from './reconnect.ts'
import { type Area, acrossRuns, areaOf, touchedByCommand, touchedByEvent } from './refreshed-areas.ts'

declare module '@tanstack/react-query' {
  interface Register {
    queryMeta: {
      /** Events have an expensive answer read again at most this often; the end of a run at once. */
      readonly atMostEveryMs?: number
    }
  }
}

/** The only place that has answers read again (ADR 0043). */
export type Refresh = ReturnType<typeof createRefresh>

/** The first event after a quiet time waits for those that come with it; then this is how often. */
const firstAfterMs = 40
const atMostEveryMs = 400
const triesAfterDrop = 4
const longPages = 3

const events: ReadonlyMap<string, readonly Area[]> = new Map(Object.entries(touchedByEvent))
const commands: ReadonlyMap<string, readonly Area[]> = new Map(Object.entries(touchedByCommand))

/** Answers are kept as asked for until `Refresh` has them read again. A refusal is an answer, not a reason to retry. */
export const createQueries = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        refetchOnWindowFocus: false,
        networkMode: 'always',
        retry: (tries, error) => !isAnswer(error) && tries < triesAfterDrop,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })

export function createRefresh(queries: QueryClient) {
  /** True: without regard to its pace. */
  const waiting = new Map<Query, boolean>()
  let isArmed = false
  let sweptAt = 0

  const readAgain = (query: Query) =>
    queries.invalidateQueries({ queryKey: query.queryKey, exact: true }, { cancelRefetch: false })

  const arm = () => {
    if (isArmed) return
    isArmed = true
    void pause(Math.max(firstAfterMs, sweptAt + atMostEveryMs - Date.now())).then(() => {
      isArmed = false
      sweptAt = Date.now()
      for (const [query, isUrgent] of waiting) {
        if (!isDue(query, isUrgent ? Number.POSITIVE_INFINITY : sweptAt)) continue
        waiting.delete(query)
        void readAgain(query)
      }
      if (waiting.size > 0) arm()
    })
  }

  const hearOf = ({ type, runId }: EventView) => {
    const areas = events.get(type) ?? []
    for (const query of queries.getQueryCache().getAll()) {
      if (!isTouched(query, areas, runId) || isLong(query.state.data)) continue
      // The end of a run is urgent: a delayed refresh would show the run as running.
      waiting.set(query, type === 'run.settled' || waiting.get(query) === true)
    }
  }

  return {
    /** Events happened: answers in what they touch are read again soon, each at its own pace. */
    hear(events: readonly EventView[]) {
      for (const event of oneOfEach(events)) hearOf(event)
      if (waiting.size > 0) arm()
    },
    /** A command was answered or refused. Resolves when the answers on screen that it touches are new. */
    async afterCommand(path: readonly string[]) {
      const areas = commands.get(path.join('.'))
      if (areas === undefined) return
      await queries.invalidateQueries({
        predicate: (query) => isTouched(query, areas, null) && paceOf(query) === 0,
      })
    },
    /** Events may have been missed: everything is read again. */
    readAll: () => void queries.invalidateQueries(),
  }
}

/** An answer under way may be of before the event: it is read once more when it has come. */
const isDue = (query: Query, now: number): boolean =>
  query.state.fetchStatus !== 'fetching' && query.state.dataUpdatedAt + paceOf(query) <= now

const paceOf = ({ meta }: Query): number => meta?.atMostEveryMs ?? 0

/** A question about one run is touched by what happens in that run. */
function isTouched({ queryKey }: Query, areas: readonly string[], runId: string | null): boolean {
  const [path, asked]: readonly unknown[] = queryKey
  if (!isPath(path) || !areas.includes(areaOf(path))) return false
  const about = fieldOf(fieldOf(asked, 'input'), 'runId')
  return runId === null || typeof about !== 'string' || about === runId || acrossRuns.has(areaOf(path))
}

const isPath = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string')

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined

/** Somebody has scrolled far down in it: to read all of its pages again would cost more than it is worth. */
function isLong(data: unknown): boolean {
  const pages = fieldOf(data, 'pages')
  return Array.isArray(pages) && pages.length > longPages
}

/** Thousands of events of a run touch the same as one of each type. */
const oneOfEach = (events: readonly EventView[]): Iterable<EventView> =>
  new Map(events.map((event) => [`${event.type} ${event.runId}`, event])).values()
