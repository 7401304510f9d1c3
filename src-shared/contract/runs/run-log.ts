import { z } from 'zod'
import { logLineSchema } from '../../model/runs/attempt.ts'
import { get } from '../builders.ts'

/** Minimum log level: all lines, warnings and errors, or errors only. */
export const logFloors = ['info', 'warn', 'error'] as const
export type LogFloor = (typeof logFloors)[number]

/** Filter of the log: by task, attempt and minimum level. Matching lines are numbered from 0, in order. */
const viewInput = z.strictObject({
  runId: z.string(),
  taskKey: z.string().optional(),
  attempt: z.coerce.number().int().min(1).optional(),
  level: z.enum(logFloors).default('info'),
})

/** Position of a line in its run. Lines written together share a `seq`. */
export const logPlaceSchema = z.strictObject({
  seq: z.coerce.number().int().min(0),
  line: z.coerce.number().int().min(0),
})
export type LogPlace = z.infer<typeof logPlaceSchema>

/** Maximum number of characters of a line sent in a list. */
export const shownOfLine = 10_000
const maxLinesAtOnce = 1000
/**
 * Lines searched per part. A search returns after the first part with matches, or after several parts without any, so
 * it is fast however long the log is. The client requests the remaining parts.
 */
export const searchedAtOnce = 200_000
export const maxMatchesAtOnce = 1000

export const placedLineSchema = logLineSchema.extend({
  line: z.number(),
  /** Number of characters of the complete line. In lists, `text` is truncated to `shownOfLine`. */
  length: z.number(),
})
export type PlacedLine = z.infer<typeof placedLineSchema>

export const logSearchSchema = z.object({
  /** First matches in this part of the log, in order. */
  matches: z.array(logPlaceSchema),
  /** Number of all matches in this part of the log. */
  count: z.number(),
  /** The next part starts after this position; null at the end of the log. */
  next: logPlaceSchema.nullable(),
})
export type LogSearch = z.infer<typeof logSearchSchema>

export const runLogContract = {
  readLog: get('/v1/runs/{runId}/lines', 'Get log lines by number')
    .input(
      viewInput.extend({
        from: z.coerce.number().int().min(0).default(0),
        limit: z.coerce.number().int().min(0).max(maxLinesAtOnce).default(500),
      }),
    )
    .output(
      z.object({
        lines: z.array(placedLineSchema),
        count: z.number(),
        /** Sequence number of the newest line, from which to watch for later lines. */
        seq: z.number(),
      }),
    ),
  readLogLine: get('/v1/runs/{runId}/lines/{seq}/{line}', 'Get a log line in full')
    .input(logPlaceSchema.extend({ runId: z.string() }))
    .output(placedLineSchema),
  locateLogLine: get(
    '/v1/runs/{runId}/lines/place',
    'Find the number of a line; without a line, of the first error; null if there is none',
  )
    .input(
      viewInput.extend({ seq: z.coerce.number().int().optional(), line: z.coerce.number().int().default(0) }),
    )
    .output(z.object({ at: z.number().nullable(), place: logPlaceSchema.nullable() })),
  searchLog: get(
    '/v1/runs/{runId}/lines/search',
    'Search the log for a text; returns the next part with matches',
  )
    .input(
      viewInput.extend({
        /** Case-insensitive for ASCII letters. */
        text: z.string().min(1).max(1000),
        afterSeq: z.coerce.number().int().optional(),
        afterLine: z.coerce.number().int().default(0),
        limit: z.coerce.number().int().min(0).max(maxMatchesAtOnce).default(200),
      }),
    )
    .output(logSearchSchema),
}
