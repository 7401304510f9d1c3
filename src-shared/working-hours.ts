import type { Agent } from './model/agents/agent.ts'
import { personConfigSchema, type WorkingHours, weekdays } from './model/agents/person-agent.ts'
import { words } from './words/words.ts'

const minuteMs = 60_000
const dayMs = 86_400_000

/** Cache of each registered agent's hours, because matching asks for every agent and task. */
const known = new WeakMap<object, readonly WorkingHours[]>()

/** The working hours of a person. Empty for other agents, and for a person with unreadable settings. */
export function hoursOf(agent: Agent): readonly WorkingHours[] {
  if (agent.kind !== 'person') return none
  const found = known.get(agent)
  if (found !== undefined) return found
  const hours = personConfigSchema.safeParse(agent.config).data?.hours ?? none
  known.set(agent, hours)
  return hours
}

const none: readonly WorkingHours[] = []

export function isIn(hours: readonly WorkingHours[], at: number): boolean {
  return hours.length === 0 || hours.some((each) => isWithin(each, wallTimeOf(at, each.timeZone)))
}

function isWithin({ days, from, to }: WorkingHours, wall: number): boolean {
  const minute = Math.floor((wall % dayMs) / minuteMs)
  return days.includes(weekdayOf(wall)) && minute >= minutesOf(from) && minute < minutesOf(to)
}

/** Start of the next working time, at or after `at`; null without hours. */
export function nextIn(hours: readonly WorkingHours[], at: number): number | null {
  if (hours.length === 0) return null
  if (isIn(hours, at)) return at
  const beginnings = hours.flatMap((each) => nextBeginning(each, at) ?? [])
  return beginnings.length === 0 ? null : Math.min(...beginnings)
}

/** Searches eight days: a week, and a day for times that a clock change skips. */
function nextBeginning(hours: WorkingHours, at: number): number | null {
  const today = Math.floor(wallTimeOf(at, hours.timeZone) / dayMs) * dayMs
  for (let day = 0; day <= 8; day += 1) {
    const wall = today + day * dayMs + minutesOf(hours.from) * minuteMs
    if (!hours.days.includes(weekdayOf(wall))) continue
    const instant = instantOf(wall, hours.timeZone)
    if (instant > at && isIn([hours], instant)) return instant
  }
  return null
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** 1 January 1970 was a Thursday. */
const weekdayOf = (wall: number) => weekdays[(Math.floor(wall / dayMs) + 3) % 7] ?? 'mon'

const formats = new Map<string, Intl.DateTimeFormat>()

/** Local time in the zone, encoded as if it were UTC. */
export function wallTimeOf(at: number, timeZone: string): number {
  const format = formats.get(timeZone) ?? openFormat(timeZone)
  const parts = format.formatToParts(at)
  const of = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value)
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'))
}

function openFormat(timeZone: string): Intl.DateTimeFormat {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    ...{ year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  })
  formats.set(timeZone, format)
  return format
}

/**
 * The second pass handles a clock change in between. A skipped local time becomes the time that clocks show instead.
 */
export function instantOf(wall: number, timeZone: string): number {
  const first = wall - (wallTimeOf(wall, timeZone) - wall)
  return first + (wall - wallTimeOf(first, timeZone))
}

/** `Ann is away until 2026-01-05 at 09:00 (Europe/Berlin).`; empty within working hours. */
export function describeAbsence(
  { name }: Pick<Agent, 'name'>,
  hours: readonly WorkingHours[],
  at: number,
): string {
  if (isIn(hours, at)) return ''
  const next = nextIn(hours, at)
  const zone = hours.find((each) => next !== null && isIn([each], next))?.timeZone ?? 'UTC'
  if (next === null) return words.workingHours.away(name)
  const [date, time = ''] = new Date(wallTimeOf(next, zone)).toISOString().split('T')
  return words.workingHours.awayUntil(name, date ?? '', time.slice(0, 5), zone)
}

/** `mon, tue 09:00-17:00 (Europe/Berlin)`; empty without hours. */
export const describeHours = (hours: readonly WorkingHours[]): string =>
  hours.map(({ days, from, to, timeZone }) => `${days.join(', ')} ${from}-${to} (${timeZone})`).join('; ')
