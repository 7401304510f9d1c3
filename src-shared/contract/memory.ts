import { z } from 'zod'
import { memoryEntrySchema, memoryTagsSchema, newMemorySchema } from '../model/memory.ts'
import { foundMemorySchema, memoryCountsSchema, memoryFilterSchema } from '../model/memory-search.ts'
import { post, put, query } from './builders.ts'

const page = {
  /** Position of the last entry on the previous page; absent: the newest page. */
  below: z.int().min(0).nullable().default(null),
  limit: z.int().min(1).max(500).default(100),
}

export const memoryContract = {
  remember: post('/v1/memory', "Add a memory entry; with a run, the entry belongs to the run's project", [
    'E_NOT_FOUND',
    'E_REQUIRED',
    'E_STATE',
    'E_TOO_LARGE',
    'E_IDEMPOTENCY_MISMATCH',
  ])
    .input(newMemorySchema)
    .output(memoryEntrySchema),
  tag: put(
    '/v1/memory/{memoryId}/tags',
    'Replace the tags of a memory entry; the tag `pinned` pins the entry',
    ['E_IDEMPOTENCY_MISMATCH'],
  )
    .input(z.strictObject({ memoryId: z.string(), tags: memoryTagsSchema }))
    .output(memoryEntrySchema),
  find: query('/v1/memory/search', 'Search memory entries by words and filters, newest first, with excerpts')
    .input(z.strictObject({ filter: memoryFilterSchema.prefault({}), ...page }))
    .output(z.array(foundMemorySchema)),
  count: query('/v1/memory/count', 'Count the entries of a search by type, tag, agent, project and status')
    .input(
      z.strictObject({
        filter: memoryFilterSchema.prefault({}),
        /** Count without an upper limit, and return more values of each kind. May take a second. */
        isWhole: z.boolean().default(false),
      }),
    )
    .output(memoryCountsSchema),
  readAll: query(
    '/v1/memory/export',
    'Export the entries of a search, in pages; `next` is the next page, null at the end',
  )
    .input(z.strictObject({ filter: memoryFilterSchema.prefault({}), ...page }))
    .output(z.object({ entries: z.array(memoryEntrySchema), next: z.number().nullable() })),
}
