import { z } from 'zod'
import type { Json } from './json.ts'
import type { TaskResult } from './runs/attempt.ts'

/** Maximum length of a file name, for task artifacts and for files that a decision passes on. */
export const maxNameLength = 300

/** A text file created by a task and stored with its result. `name` is not a path. */
const artifactSchema = z.object({
  name: z.string().min(1).max(maxNameLength),
  text: z.string(),
  mediaType: z.string().max(200).default('text/plain'),
  /** Missing parts, as text for the user; absent: unknown. */
  missing: z.string().catch('').exactOptional(),
})
export type Artifact = z.infer<typeof artifactSchema>

/** A binary file. Its content is stored once, under its hex SHA-256 hash. */
export const storedArtifactSchema = z.object({
  name: z.string().min(1).max(300),
  mediaType: z.string().max(200),
  bytes: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})
export type StoredArtifact = z.infer<typeof storedArtifactSchema>

/** An artifact without its content. */
export const artifactViewSchema = artifactSchema.omit({ text: true }).extend({
  taskKey: z.string(),
  agentId: z.string(),
  /** Size in bytes; for text, in UTF-8. */
  size: z.number(),
  /** SHA-256 of a binary file. */
  sha256: z.string().exactOptional(),
})
export type ArtifactView = z.infer<typeof artifactViewSchema>

export const artifactDetailSchema = artifactViewSchema.extend({ text: z.string() })
export type ArtifactDetail = z.infer<typeof artifactDetailSchema>

const partSchema = z.object({ artifacts: z.array(z.unknown()) })
/** Files that an agent may return, plus the changes of its workspace. */
const maxPerTask = 51

/** Items of `data.artifacts`, unvalidated and without those of nested parts. */
export const listOfArtifacts = (data: Json): readonly Json[] =>
  typeof data === 'object' && data !== null && 'artifacts' in data && Array.isArray(data.artifacts)
    ? data.artifacts
    : []

/**
 * Text files of a result: `data.artifacts`, also of its parts, each `{ name, text, missing }`. Other items are
 * ignored.
 */
export const artifactsOf = (result: Pick<TaskResult, 'data'>): Artifact[] =>
  filesOf(result)
    .flatMap((file) => artifactSchema.safeParse(file).data ?? [])
    .slice(0, maxPerTask)

/** Binary files of a result, stored separately: `{ name, mediaType, bytes, sha256 }`. */
export const storedArtifactsOf = (result: Pick<TaskResult, 'data'>): StoredArtifact[] =>
  filesOf(result)
    .flatMap((file) => storedArtifactSchema.safeParse(file).data ?? [])
    .slice(0, maxPerTask)

function filesOf({ data }: Pick<TaskResult, 'data'>): unknown[] {
  const parts = typeof data === 'object' && data !== null && !Array.isArray(data) ? Object.values(data) : []
  return [data, ...parts].flatMap((part) => partSchema.safeParse(part).data?.artifacts ?? [])
}

/** Files that extend a goal, and the roles that may write them. */
const planningFiles: ReadonlySet<string> = new Set(['scope.md', 'plan.md'])
const planningRoles: ReadonlySet<string> = new Set(['workshopper', 'project_manager'])

export const isPlanningFile = (name: string): boolean => planningFiles.has(name)

/** By the agent type that a task requests: its first skill. Null: any type. */
export const isPlanningRole = (agentType: string | null | undefined): boolean =>
  planningRoles.has(agentType ?? '')

/**
 * Newest file of each name, given files in creation order. Scope and plan files come from planning roles: a file of
 * the same name from another task does not replace them.
 */
export function newestOf<File extends { readonly name: string }>(
  files: readonly File[],
  isOfPlanner: (file: File) => boolean,
): File[] {
  const byName = new Map<string, File>()
  for (const file of files) {
    const before = byName.get(file.name)
    const stands = before !== undefined && isPlanningFile(file.name) && isOfPlanner(before)
    if (stands && !isOfPlanner(file)) continue
    byName.delete(file.name)
    byName.set(file.name, file)
  }
  return [...byName.values()]
}

/** A name as JSON with invisible characters escaped, so that it can be copied and not mistaken for something else. */
export const quoteName = (name: string): string => JSON.stringify(name).replaceAll(/[<>\p{C}]/gu, escapeUnits)

const escapeUnits = (character: string): string =>
  character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')
