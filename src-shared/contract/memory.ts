import { z } from 'zod'
import { memoryEntrySchema, memoryTagsSchema, newMemorySchema } from '../model/memory.ts'
import { foundMemorySchema, memoryCountsSchema, memoryFilterSchema } from '../model/memory-search.ts'
import { post, put, query } from './builders.ts'

const page = {
  /** The place of the last entry of the page before; absent for the newest page. */
  below: z.int().min(0).nullable().default(null),
  limit: z.int().min(1).max(500).default(100),
}

export const memoryContract = {
  remember: post(
    '/v1/memory',
    'Keep something to be found again; with a run, its project is that of the run',
    ['E_NOT_FOUND', 'E_REQUIRED', 'E_STATE', 'E_TOO_LARGE', 'E_IDEMPOTENCY_MISMATCH'],
  )
    .input(newMemorySchema)
    .output(memoryEntrySchema),
  tag: put(
    '/v1/memory/{memoryId}/tags',
    'Give an entry other tags; `pinned` is that of one that is to stay at hand',
    ['E_IDEMPOTENCY_MISMATCH'],
  )
    .input(z.strictObject({ memoryId: z.string(), tags: memoryTagsSchema }))
    .output(memoryEntrySchema),
  find: query(
    '/v1/memory/search',
    'Entries that have all the words and facts, newest first, with the place where the words are',
  )
    .input(z.strictObject({ filter: memoryFilterSchema.prefault({}), ...page }))
    .output(z.array(foundMemorySchema)),
  count: query(
    '/v1/memory/count',
    'How many entries there are of a search, by type, tag, agent, project and status',
  )
    .input(
      z.strictObject({
        filter: memoryFilterSchema.prefault({}),
        /** However many there are, and more values of each kind; it may take a second. */
        isWhole: z.boolean().default(false),
      }),
    )
    .output(memoryCountsSchema),
  readAll: query(
    '/v1/memory/export',
    'The same entries whole, a page at a time; `next` is where to go on, null at the end',
  )
    .input(z.strictObject({ filter: memoryFilterSchema.prefault({}), ...page }))
    .output(z.object({ entries: z.array(memoryEntrySchema), next: z.number().nullable() })),
}
