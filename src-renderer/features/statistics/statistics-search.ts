import { z } from 'zod'
import { attemptStatuses } from '#shared/model/runs/attempt.ts'
import { waitCauses } from '#shared/model/runs/wait-cause.ts'
import { endedStatuses } from '#shared/model/task.ts'
import { startOfDay, startOfDayBefore } from '../../ui/charts/days.ts'
import { addressReader, type Changes, maybe, maybeDay, maybeText } from '../../ui/query/address.ts'

export const spans = ['today', '7', '30', 'all', 'custom'] as const
export type Span = (typeof spans)[number]

const day = z.string().regex(/^\d{4}-\d\d-\d\d$/)

/** Filter for the rows behind a number. */
const drillSchema = z.discriminatedUnion('of', [
  z.object({ of: z.literal('tasks'), status: z.enum(endedStatuses).optional(), day: day.optional() }),
  z.object({ of: z.literal('cause'), cause: z.enum(waitCauses) }),
  z.object({
    of: z.literal('attempts'),
    agent: z.string().optional(),
    skill: z.string().optional(),
    status: z.enum(attemptStatuses).optional(),
  }),
])
export type Drill = z.infer<typeof drillSchema>

export const parseStatisticsSearch = addressReader({
  span: maybe(z.enum(spans)),
  from: maybeDay,
  to: maybeDay,
  run: maybeText,
  project: maybeText,
  /** True: simulations are counted too. */
  simulated: maybe(z.literal(true)),
  /** Drill-down filter as JSON, because an address holds only text. */
  drill: maybe(z.string()),
})
export type StatisticsSearch = ReturnType<typeof parseStatisticsSearch>

export const changed = (search: StatisticsSearch, part: Changes<StatisticsSearch>): StatisticsSearch =>
  parseStatisticsSearch({ ...search, ...part })

export const writeDrill = (drill: Drill): string => JSON.stringify(drill)

/** Null if the parameter is missing or invalid. */
export function readDrill(text: string | undefined): Drill | null {
  if (text === undefined) return null
  // The parameter can contain any text.
  try {
    return drillSchema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

/** Query parameters for the engine: ISO timestamps, absent for no bound. */
export interface Asked {
  readonly start?: string
  readonly end?: string
  readonly runId?: string
  readonly projectId?: string
  readonly simulated?: true
}

/** The search as query parameters. Days are in the local time zone. */
export function askedOf(search: StatisticsSearch, now: number): Asked {
  const { span = '7', from, to, run, project, simulated } = search
  const start = startOf({ span, from }, now)
  const end = span === 'custom' && to !== undefined ? startOfDay(to, 1) : null
  return {
    ...(start !== null && { start: iso(start) }),
    ...(end !== null && { end: iso(end) }),
    ...(run !== undefined && { runId: run }),
    ...(project !== undefined && { projectId: project }),
    ...(simulated !== undefined && { simulated }),
  }
}

function startOf({ span, from }: { span: Span; from: string | undefined }, now: number): number | null {
  if (span === 'all') return null
  if (span === 'custom') return from === undefined ? null : startOfDay(from)
  return startOfDayBefore(now, span === 'today' ? 0 : Number(span) - 1)
}

/** The preceding period of the same length, for comparison; null if the period has no start. */
export function askedBefore(asked: Asked, now: number): Asked | null {
  if (asked.start === undefined) return null
  const start = Date.parse(asked.start)
  const length = (asked.end === undefined ? now : Date.parse(asked.end)) - start
  return length <= 0 ? null : { ...asked, start: iso(start - length), end: iso(start) }
}

const iso = (at: number): string => new Date(at).toISOString()
