import { z } from 'zod'
import { usePreference } from '../../stores/preference.ts'

/** Until when a question is not to be in the way, by its id. */
const snoozedSchema = z.record(z.string(), z.number())
export type Snoozed = z.infer<typeof snoozedSchema>

const none: Snoozed = {}

export const useSnoozed = () => usePreference('inbox.snoozed', snoozedSchema, none)

export const isSnoozed = (snoozed: Snoozed, approvalId: string, now: number): boolean =>
  (snoozed[approvalId] ?? 0) > now

/** With this one put off, or back (null); those whose time has come are forgotten. */
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

/** When a question comes back: mornings are those of the clock on the wall. */
export function endOfSnooze(choice: SnoozeChoice, now: number): number {
  if (choice === 'hour') return now + hourMs
  const end = new Date(now)
  const days = choice === 'tomorrow' ? 1 : (8 - end.getDay()) % 7 || 7
  end.setDate(end.getDate() + days)
  return end.setHours(morning, 0, 0, 0)
}
