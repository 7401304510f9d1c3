import { z } from 'zod'

const durationSchema = z.union([
  z.number().min(0).max(86_400_000),
  z.strictObject({ min: z.number().min(0), max: z.number().max(86_400_000) }),
])

const failSchema = z.strictObject({
  /** Only these tasks fail; absent: all. */
  keys: z.array(z.string()).optional(),
  /** Only this many first attempts fail; absent: every attempt. */
  firstAttempts: z.int().min(0).optional(),
  message: z.string().default('The script says that this fails.'),
})

const partSchema = z.strictObject({
  /** Milliseconds, or a range from which each task gets its own, the same every time. */
  durationMs: durationSchema.optional(),
  /** Log lines and steps of progress on the way. */
  steps: z.int().min(0).max(1000).optional(),
  /** What it hands back; {key}, {title} and {description} are filled in. */
  output: z.string().optional(),
  log: z.array(z.string()).optional(),
  fail: failSchema.optional(),
})

/** What a scripted agent does, and for single tasks instead. */
export const scriptSchema = partSchema.extend({ byKey: z.record(z.string(), partSchema).optional() })
export type ScriptPart = z.infer<typeof partSchema>
export type Script = z.infer<typeof scriptSchema>

export const partFor = ({ byKey, ...part }: Script, key: string): ScriptPart => ({ ...part, ...byKey?.[key] })

/** FNV-1a, so that a duration needs no chance: the same task takes the same time in every rehearsal. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return (hash >>> 0) / 0xffffffff
}

export function durationOf({ durationMs = 0 }: ScriptPart, key: string): number {
  if (typeof durationMs === 'number') return durationMs
  const { min, max } = durationMs
  return Math.round(min + (Math.max(min, max) - min) * hashOf(key))
}

export function failureOf({ fail }: ScriptPart, key: string, attemptNumber: number): string | null {
  if (fail === undefined) return null
  if (fail.keys !== undefined && !fail.keys.includes(key)) return null
  if (fail.firstAttempts !== undefined && attemptNumber > fail.firstAttempts) return null
  return fail.message
}
