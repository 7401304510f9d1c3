import { z } from 'zod'
import { logLineSchema } from '../../model/runs/attempt.ts'
import { get } from '../builders.ts'

/** The least that a line has to be: all lines, warnings and errors, errors. */
export const logFloors = ['info', 'warn', 'error'] as const
export type LogFloor = (typeof logFloors)[number]

/** Which lines of a run: those of one task, of one attempt at it, of a level. In order they are numbered from 0. */
const viewInput = z.strictObject({
  runId: z.string(),
  taskKey: z.string().optional(),
  attempt: z.coerce.number().int().min(1).optional(),
  level: z.enum(logFloors).default('info'),
})

/** The place of a line in its run: lines written together share a `seq`. */
export const logPlaceSchema = z.strictObject({
  seq: z.coerce.number().int().min(0),
  line: z.coerce.number().int().min(0),
})
export type LogPlace = z.infer<typeof logPlaceSchema>

/** At most this much of a line is sent with the others. */
export const shownOfLine = 10_000
const maxLinesAtOnce = 1000
/**
 * Lines looked through at a time. A search answers when something is found in so many, or nothing in several times as many:
 * soon, however long the log is. It is asked again for the rest.
 */
export const searchedAtOnce = 200_000
export const maxMatchesAtOnce = 1000

export const placedLineSchema = logLineSchema.extend({
  line: z.number(),
  /** Characters of the whole line: `text` is its beginning where it is longer. */
  length: z.number(),
})
export type PlacedLine = z.infer<typeof placedLineSchema>

export const logSearchSchema = z.object({
  /** The first of this part of the log, in order. */
  matches: z.array(logPlaceSchema),
  /** All of this part of the log. */
  count: z.number(),
  /** Where the next part begins, after this place; null: this was the end. */
  next: logPlaceSchema.nullable(),
})
export type LogSearch = z.infer<typeof logSearchSchema>

export const runLogContract = {
  readLog: get('/v1/runs/{runId}/lines', 'Some lines of a log, by their number')
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
        /** The newest line: later lines are watched from here. */
        seq: z.number(),
      }),
    ),
  readLogLine: get('/v1/runs/{runId}/lines/{seq}/{line}', 'One line of a log, whole')
    .input(logPlaceSchema.extend({ runId: z.string() }))
    .output(placedLineSchema),
  locateLogLine: get(
    '/v1/runs/{runId}/lines/place',
    'Which number a line has, or the first error where no line is named; null where there is none',
  )
    .input(
      viewInput.extend({ seq: z.coerce.number().int().optional(), line: z.coerce.number().int().default(0) }),
    )
    .output(z.object({ at: z.number().nullable(), place: logPlaceSchema.nullable() })),
  searchLog: get(
    '/v1/runs/{runId}/lines/search',
    'Lines that contain a text, in the next part of a log in which there are any',
  )
    .input(
      viewInput.extend({
        /** Upper and lower case are one, in plain Latin letters. */
        text: z.string().min(1).max(1000),
        afterSeq: z.coerce.number().int().optional(),
        afterLine: z.coerce.number().int().default(0),
        limit: z.coerce.number().int().min(0).max(maxMatchesAtOnce).default(200),
      }),
    )
    .output(logSearchSchema),
}
