import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { memoryEntrySchema } from '../model/memory.ts'
import { refusals } from './errors.ts'

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
  listEvents: oc
    .route({ method: 'GET', path: '/v1/events', summary: 'The event log, newest first' })
    .errors(refusals('E_PAGE'))
    .input(z.strictObject({ ...page, runId: z.string().optional() }).prefault({}))
    .output(z.array(eventViewSchema)),
  watchEvents: oc
    .route({ method: 'GET', path: '/v1/events/stream', summary: 'Events after a seq, then as they happen' })
    .input(z.strictObject({ after: z.coerce.number().int().min(0).default(0) }).prefault({}))
    .output(eventIterator(eventViewSchema)),
  listMemory: oc
    .route({
      method: 'GET',
      path: '/v1/memory',
      summary: 'Memory entries, newest first; with `query` those with any of its words, best match first',
    })
    .errors(refusals('E_PAGE'))
    .input(
      z
        .strictObject({
          ...page,
          /** Of a search, how many of the best to leave out: its pages. A plain list goes on with `before`. */
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
  getMemory: oc
    .route({ method: 'GET', path: '/v1/memory/{memoryId}', summary: 'One memory entry with its provenance' })
    .errors(refusals('E_NOT_FOUND'))
    .input(z.strictObject({ memoryId: z.string() }))
    .output(memoryEntrySchema),
}
