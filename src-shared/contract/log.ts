import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { memoryEntrySchema } from '../model/memory.ts'
import { get } from './builders.ts'

export const eventViewSchema = z.object({
  seq: z.number(),
  at: z.number(),
  type: z.string(),
  runId: z.string().nullable(),
  taskKey: z.string().nullable(),
  body: z.json(),
})
export type EventView = z.infer<typeof eventViewSchema>

const page = {
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  /** Only what is older than this seq or instant; absent for the newest page. */
  before: z.coerce.number().int().min(0).optional(),
}

export const logContract = {
  listEvents: get('/v1/events', 'The event log, newest first', ['E_PAGE'])
    .input(z.strictObject({ ...page, runId: z.string().optional() }).prefault({}))
    .output(z.array(eventViewSchema)),
  watchEvents: get('/v1/events/stream', 'Events after a seq, then as they happen')
    .input(z.strictObject({ after: z.coerce.number().int().min(0).default(0) }).prefault({}))
    .output(eventIterator(eventViewSchema)),
  listMemory: get(
    '/v1/memory',
    'Memory entries, newest first; with `query` those with any of its words, best match first',
    ['E_PAGE'],
  )
    .input(
      z
        .strictObject({
          ...page,
          /** The number of best matches to skip, for pages of a search. A plain list continues with `before`. */
          offset: z.coerce.number().int().min(0).max(100_000).default(0),
          query: z.string().max(500).optional(),
          type: z.string().optional(),
          runId: z.string().optional(),
          projectId: z.string().optional(),
          tag: z.string().optional(),
        })
        .prefault({}),
    )
    .output(z.array(memoryEntrySchema)),
  getMemory: get('/v1/memory/{memoryId}', 'One memory entry with its provenance')
    .input(z.strictObject({ memoryId: z.string() }))
    .output(memoryEntrySchema),
}
