import { z } from 'zod'

/** The filters of memory. Several values of one filter are alternatives, except tags, which must all match. */
export const memoryFacets = ['type', 'tag', 'agent', 'project', 'status', 'run'] as const
export type MemoryFacet = (typeof memoryFacets)[number]

const values = z.array(z.string().min(1).max(200)).max(20).default([])

export const memoryFilterSchema = z.strictObject({
  /** Words that are all in it, by their beginnings; "several together"; -without. */
  text: z.string().max(500).default(''),
  type: values,
  tag: values,
  agent: values,
  project: values,
  status: values,
  run: values,
  /** In milliseconds since 1970: at or after, and before. */
  from: z.int().min(0).nullable().default(null),
  to: z.int().min(0).nullable().default(null),
})
export type MemoryFilter = z.infer<typeof memoryFilterSchema>

/** A piece of a text around what was looked for. */
export const snippetSchema = z.array(z.object({ text: z.string(), isMatch: z.boolean() }))
export type Snippet = z.infer<typeof snippetSchema>

/** An entry without its content: what a list of many is read as. */
export const foundMemorySchema = z.object({
  /** Its place in the order of time: a page goes on below the last one. */
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
  /** The beginning of its text. */
  title: z.string(),
  /** The counts of a build log. */
  build: z.object({ delegated: z.number(), unassigned: z.number() }).nullable(),
  snippet: snippetSchema,
})
export type FoundMemory = z.infer<typeof foundMemorySchema>

export const countedValueSchema = z.object({ value: z.string(), count: z.number() })
export type CountedValue = z.infer<typeof countedValueSchema>

export const memoryCountsSchema = z.object({
  /** How many there are, or how many were counted. */
  counted: z.number(),
  /** False: there are more, and only the newest were counted. */
  isAll: z.boolean(),
  /** The most frequent values among those that were counted; `isCut`: some kind has more of them. */
  isCut: z.boolean(),
  facets: z.record(z.enum(['type', 'tag', 'agent', 'project', 'status']), z.array(countedValueSchema)),
})
export type MemoryCounts = z.infer<typeof memoryCountsSchema>
