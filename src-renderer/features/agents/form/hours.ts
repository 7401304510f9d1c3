import { type WorkingHours, weekdays, workingHoursSchema } from '#shared/model/agents/person-agent.ts'
import { words } from '#shared/words/words.ts'

/** Working hours as typed, which may be invalid. */
export type HoursDraft = Omit<WorkingHours, 'days'> & { readonly days: readonly string[] }

const typedSchema = workingHoursSchema.array()

export function hoursIn(value: unknown): readonly HoursDraft[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((each: unknown) => (isHours(each) ? [each] : []))
}

function isHours(value: unknown): value is HoursDraft {
  if (typeof value !== 'object' || value === null) return false
  const isText = (key: string) => key in value && typeof Reflect.get(value, key) === 'string'
  return 'days' in value && Array.isArray(value.days) && ['timeZone', 'from', 'to'].every(isText)
}

export const usualHours = (timeZone: string): HoursDraft => ({
  ...{ timeZone, days: weekdays.slice(0, 5), from: '09:00', to: '17:00' },
})

export const weekdayWords: Readonly<Record<string, string>> = words.agents.weekdays

/** Text of each entry: `Mon, Tue 09:00–17:00 (Europe/Berlin)`. */
export function hoursText(value: unknown): string {
  const read = typedSchema.safeParse(value)
  if (!read.success || read.data.length === 0) return words.agents.facts.always
  return read.data
    .map(({ days, from, to, timeZone }) => {
      const named = days.map((day) => weekdayWords[day]).join(', ')
      return words.agents.hoursOf(named, from, to, timeZone)
    })
    .join('; ')
}
