import { z } from 'zod'
import { usePreference } from '../../stores/preference.ts'

/** End of the snooze in milliseconds since 1970, by approval id. */
const snoozedSchema = z.record(z.string(), z.number())
export type Snoozed = z.infer<typeof snoozedSchema>

const none: Snoozed = {}

export const useSnoozed = () => usePreference('inbox.snoozed', snoozedSchema, none)

export const isSnoozed = (snoozed: Snoozed, approvalId: string, now: number): boolean =>
  (snoozed[approvalId] ?? 0) > now

/** Snoozes an item until `until`, or ends its snooze (null). Expired entries are dropped. */
export function withSnoozed(
  snoozed: Snoozed,
  approvalId: string,
  { until, now }: { readonly until: number | null; readonly now: number },
): Snoozed {
  const others = Object.entries(snoozed).filter(([id, end]) => id !== approvalId && end > now)
  return Object.fromEntries(until === null ? others : [...others, [approvalId, until]])
}

const hourMs = 3_600_000
const morning = 9
export const snoozeChoices = ['hour', 'tomorrow', 'monday'] as const
export type SnoozeChoice = (typeof snoozeChoices)[number]

/** End of a snooze, in milliseconds since 1970. Mornings are in local time. */
export function endOfSnooze(choice: SnoozeChoice, now: number): number {
  if (choice === 'hour') return now + hourMs
  const end = new Date(now)
  const days = choice === 'tomorrow' ? 1 : (8 - end.getDay()) % 7 || 7
  end.setDate(end.getDate() + days)
  return end.setHours(morning, 0, 0, 0)
}
