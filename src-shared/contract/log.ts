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
  /** Only entries older than this seq or time; absent: the newest page. */
  before: z.coerce.number().int().min(0).optional(),
}

export const logContract = {
  listEvents: get('/v1/events', 'List log events, newest first', ['E_PAGE'])
    .input(z.strictObject({ ...page, runId: z.string().optional() }).prefault({}))
    .output(z.array(eventViewSchema)),
  watchEvents: get('/v1/events/stream', 'Stream log events after a sequence number')
    .input(z.strictObject({ after: z.coerce.number().int().min(0).default(0) }).prefault({}))
    .output(eventIterator(eventViewSchema)),
  listMemory: get(
    '/v1/memory',
    'List memory entries, newest first; with `query`, entries with any of its words, best match first',
    ['E_PAGE'],
  )
    .input(
      z
        .strictObject({
          ...page,
          /** Number of best matches to skip, for pages of a search. Lists without `query` continue with `before`. */
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
  getMemory: get('/v1/memory/{memoryId}', 'Get a memory entry with its provenance')
    .input(z.strictObject({ memoryId: z.string() }))
    .output(memoryEntrySchema),
}
