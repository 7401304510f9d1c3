import { z } from 'zod'
import { orElse } from '../../or-else.ts'
import { formSchema } from '../approval.ts'

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

const timeSchema = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a time is written as 09:00')

// There is no other way to ask.
const isTimeZone = (name: string): boolean =>
  orElse(() => Boolean(new Intl.DateTimeFormat('en-US', { timeZone: name })), false)

/** When a person is in, on clocks where they are; what goes over midnight is two of these. */
export const workingHoursSchema = z
  .strictObject({
    /** IANA name. */
    timeZone: z.string().max(100).refine(isTimeZone, 'a time zone is named as Europe/Berlin'),
    days: z.array(z.enum(weekdays)).min(1).max(7),
    from: timeSchema,
    to: timeSchema,
  })
  .refine(({ from, to }) => from < to, 'hours end after they begin')
export type WorkingHours = z.infer<typeof workingHoursSchema>

/** The configuration of an agent of kind `person`. */
export const personConfigSchema = z.strictObject({
  /** The form of the answer; absent: a note. */
  form: formSchema.optional(),
  /** Absent: always in. Outside of them tasks are posted all the same, and go first to who is in. */
  hours: z.array(workingHoursSchema).max(50).optional(),
})
