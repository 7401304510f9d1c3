import { z } from 'zod'

/** The filters of memory. Several values of one filter are alternatives, except tags, which must all match. */
export const memoryFacets = ['type', 'tag', 'agent', 'project', 'status', 'run'] as const
export type MemoryFacet = (typeof memoryFacets)[number]

const values = z.array(z.string().min(1).max(200)).max(20).default([])

export const memoryFilterSchema = z.strictObject({
  /** Prefixes of words that must all occur; "quoted phrase"; -excluded. */
  text: z.string().max(500).default(''),
  type: values,
  tag: values,
  agent: values,
  project: values,
  status: values,
  run: values,
  /** Milliseconds since 1970: `from` inclusive, `to` exclusive. */
  from: z.int().min(0).nullable().default(null),
  to: z.int().min(0).nullable().default(null),
})
export type MemoryFilter = z.infer<typeof memoryFilterSchema>

/** An excerpt around the matches. */
export const snippetSchema = z.array(z.object({ text: z.string(), isMatch: z.boolean() }))
export type Snippet = z.infer<typeof snippetSchema>

/** An entry without its content, for lists. */
export const foundMemorySchema = z.object({
  /** Position in order of time. The next page starts below the last position. */
  place: z.number(),
  id: z.string(),
  createdAt: z.number(),
  type: z.string(),
  agentId: z.string(),
  projectId: z.string().nullable(),
  status: z.string(),
  taskId: z.string(),
  runId: z.string().nullable(),
  runTitle: z.string().nullable(),
  taskKey: z.string().nullable(),
  tags: z.array(z.string()),
  /** First line of the content. */
  title: z.string(),
  /** The counts of a build log. */
  build: z.object({ delegated: z.number(), unassigned: z.number() }).nullable(),
  snippet: snippetSchema,
})
export type FoundMemory = z.infer<typeof foundMemorySchema>

export const countedValueSchema = z.object({ value: z.string(), count: z.number() })
export type CountedValue = z.infer<typeof countedValueSchema>

export const memoryCountsSchema = z.object({
  /** Number of matches, or of counted matches. */
  counted: z.number(),
  /** False: only the newest entries were counted. */
  isAll: z.boolean(),
  /** Most frequent values among counted entries; `isCut`: a facet has further values. */
  isCut: z.boolean(),
  facets: z.record(z.enum(['type', 'tag', 'agent', 'project', 'status']), z.array(countedValueSchema)),
})
export type MemoryCounts = z.infer<typeof memoryCountsSchema>
