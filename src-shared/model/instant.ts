import { z } from 'zod'
import { format } from '#shared/model/format.ts'

/** ISO 8601 with an offset. The instant must be in the range of `instantSchema`, because an offset can exceed it. */
export const isoInstantSchema = z.iso
  .datetime({ offset: true, abort: true })
  .refine((text) => instantSchema.safeParse(Date.parse(text)).success, format('year'))

/** Milliseconds since 1970, UTC, years 0 to 9999. */
export const instantSchema = z.int().min(-62_167_219_200_000).max(253_402_300_799_999)
