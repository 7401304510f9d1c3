import { z } from 'zod'

/** ISO 8601 with an offset; the instant lies within `instantSchema`, which an offset alone can leave. */
export const isoInstantSchema = z.iso
  .datetime({ offset: true, abort: true })
  .refine((text) => instantSchema.safeParse(Date.parse(text)).success, 'the year is from 0 to 9999 in UTC')

/** Milliseconds since 1970, UTC, from the year 0 to the year 9999. */
export const instantSchema = z.int().min(-62_167_219_200_000).max(253_402_300_799_999)
