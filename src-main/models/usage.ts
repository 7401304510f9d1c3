import type { Usage } from './port.ts'

export const noUsage: Usage = { input: 0, output: 0, cached: 0, cacheWritten: 0, reasoning: 0 }
export const unknownUsage: Usage = {
  input: null,
  output: null,
  cached: null,
  cacheWritten: null,
  reasoning: null,
}

/** Adds token counts. An unknown count makes its sum unknown. */
export const addUsage = (a: Usage, b: Usage): Usage => ({
  input: sum(a.input, b.input),
  output: sum(a.output, b.output),
  cached: sum(a.cached, b.cached),
  cacheWritten: sum(a.cacheWritten, b.cacheWritten),
  reasoning: sum(a.reasoning, b.reasoning),
})

const sum = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a + b)

/** The server's count if it is a valid count; otherwise null. */
export const countOf = (value: number | undefined): number | null =>
  value !== undefined && Number.isSafeInteger(value) && value >= 0 ? value : null
