import { type Query, QueryClient } from '@tanstack/react-query'
import type { EventView } from '#shared/contract/log.ts'
import { isAnswer } from './failure.ts'
import { pause } from './reconnect.ts'
import { type Area, acrossRuns, areaOf, touchedByCommand, touchedByEvent } from './refreshed-areas.ts'

declare module '@tanstack/react-query' {
  interface Register {
    queryMeta: {
      /**
       * Minimum interval in milliseconds between refreshes of an expensive query. The end of a run refreshes it at
       * once.
       */
      readonly atMostEveryMs?: number
    }
  }
}

/** Refreshes queries. No other code invalidates the query cache (ADR 0043). */
export type Refresh = ReturnType<typeof createRefresh>

/** Delay after the first event of a burst; during a burst, the minimum interval between refreshes. */
const firstAfterMs = 40
const atMostEveryMs = 400
const triesAfterDrop = 4
const longPages = 3

const events: ReadonlyMap<string, readonly Area[]> = new Map(Object.entries(touchedByEvent))
const commands: ReadonlyMap<string, readonly Area[]> = new Map(Object.entries(touchedByCommand))

/** Responses are cached until `Refresh` invalidates them. A refusal is a response, so it is not retried. */
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
  /** Queries to refresh. True: urgent, so the query's minimum interval is ignored. */
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
    /** Schedules refreshes of the queries that these events affect, each at its own minimum interval. */
    hear(events: readonly EventView[]) {
      for (const event of oneOfEach(events)) hearOf(event)
      if (waiting.size > 0) arm()
    },
    /** Called after a command is answered or refused. Resolves when the affected queries on screen are refreshed. */
    async afterCommand(path: readonly string[]) {
      const areas = commands.get(path.join('.'))
      if (areas === undefined) return
      await queries.invalidateQueries({
        predicate: (query) => isTouched(query, areas, null) && paceOf(query) === 0,
      })
    },
    /** Refreshes all queries, for when events may have been missed. */
    readAll: () => void queries.invalidateQueries(),
  }
}

/** A request in flight may return data from before the event, so the query is refreshed again after the response. */
const isDue = (query: Query, now: number): boolean =>
  query.state.fetchStatus !== 'fetching' && query.state.dataUpdatedAt + paceOf(query) <= now

const paceOf = ({ meta }: Query): number => meta?.atMostEveryMs ?? 0

/** A query about one run is affected only by events of that run, except for the areas in `acrossRuns`. */
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

/** The user has loaded many pages: refetching all of them would cost too much. */
function isLong(data: unknown): boolean {
  const pages = fieldOf(data, 'pages')
  return Array.isArray(pages) && pages.length > longPages
}

/** Keeps the last event of each type and run: thousands of events affect the same queries. */
const oneOfEach = (events: readonly EventView[]): Iterable<EventView> =>
  new Map(events.map((event) => [`${event.type} ${event.runId}`, event])).values()
