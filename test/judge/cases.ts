import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const stepSchema = z.object({ n: z.number(), type: z.string(), deps: z.array(z.number()).default([]) })
export const sentenceSchema = z.object({
  id: z.string(),
  text: z.string(),
  steps: z.array(stepSchema),
  alternatives: z.array(z.array(stepSchema)).default([]),
  complex: z.boolean(),
  needs_person: z.boolean(),
  tags: z.array(z.string()).default([]),
})
export type Sentence = z.infer<typeof sentenceSchema>
export type Step = z.infer<typeof stepSchema>

const reasonSchema = z.union([z.array(z.string()), z.string()])
export const matchingSchema = z.object({
  id: z.string(),
  description: z.string(),
  required_skills: z.array(z.string()),
  best: z.array(z.string()),
  unassigned_reason: reasonSchema.nullable(),
  unassigned_also: z.array(reasonSchema).default([]),
})
export type Matching = z.infer<typeof matchingSchema>

export const rosterSchema = z.object({
  aliases: z.record(z.string(), z.array(z.string())),
  agents: z.array(
    z.object({
      id: z.string(),
      role: z.string(),
      description: z.string(),
      skills: z.array(z.string()),
      availability: z.enum(['ONLINE', 'BUSY', 'OFFLINE']),
      capacity: z.number(),
      running: z.number(),
    }),
  ),
})
export type Roster = z.infer<typeof rosterSchema>

/** The cases of a file with a JSON object per line; null if the folder has no such file. */
export function readCases<Case>(folder: string, name: string, schema: z.ZodType<Case>): Case[] | null {
  const path = join(folder, name)
  if (!existsSync(path)) return null
  return readFileSync(path, 'utf8')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => schema.parse(JSON.parse(line)))
}

export function readRoster(folder: string): Roster | null {
  const path = join(folder, 'roster.json')
  return existsSync(path) ? rosterSchema.parse(JSON.parse(readFileSync(path, 'utf8'))) : null
}
