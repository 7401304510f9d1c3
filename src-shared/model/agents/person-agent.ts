import { z } from 'zod'
import { format } from '#shared/model/format.ts'
import { orElse } from '../../or-else.ts'
import { formSchema } from '../approval.ts'

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

const timeSchema = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, format('time'))

// JavaScript has no other way to validate a time zone.
const isTimeZone = (name: string): boolean =>
  orElse(() => Boolean(new Intl.DateTimeFormat('en-US', { timeZone: name })), false)

/** Working hours of a person, in their time zone. A shift past midnight needs two entries. */
export const workingHoursSchema = z
  .strictObject({
    /** IANA time zone name. */
    timeZone: z.string().max(100).refine(isTimeZone, format('timeZone')),
    days: z.array(z.enum(weekdays)).min(1).max(7),
    from: timeSchema,
    to: timeSchema,
  })
  .refine(({ from, to }) => from < to, format('hoursOrder'))
export type WorkingHours = z.infer<typeof workingHoursSchema>

/** Configuration of an agent of kind `person`. */
export const personConfigSchema = z.strictObject({
  /** Form of the answer; absent: a note. */
  form: formSchema.optional(),
  /**
   * Absent: always available. Tasks are posted outside of working hours too, but people within their hours are
   * preferred.
   */
  hours: z.array(workingHoursSchema).max(50).optional(),
})
