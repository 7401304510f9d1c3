import { z } from 'zod'
import type { Json } from './json.ts'
import type { TaskResult } from './runs/attempt.ts'

/** The limit of a file name, for files of tasks and for files that a decision passes on. */
export const maxNameLength = 300

/** A text file that a task made: kept with its result, under a name that is only a name. */
const artifactSchema = z.object({
  name: z.string().min(1).max(maxNameLength),
  text: z.string(),
  mediaType: z.string().max(200).default('text/plain'),
  /** The missing parts as text for a person; absent: unknown. */
  missing: z.string().catch('').exactOptional(),
})
export type Artifact = z.infer<typeof artifactSchema>

/** A file that is no text: its bytes are kept once, under their SHA-256 in hex. */
export const storedArtifactSchema = z.object({
  name: z.string().min(1).max(300),
  mediaType: z.string().max(200),
  bytes: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})
export type StoredArtifact = z.infer<typeof storedArtifactSchema>

/** The facts of an artifact without its content. */
export const artifactViewSchema = artifactSchema.omit({ text: true }).extend({
  taskKey: z.string(),
  agentId: z.string(),
  /** In bytes; of a text, in UTF-8. */
  size: z.number(),
  /** The hash of a binary file. */
  sha256: z.string().exactOptional(),
})
export type ArtifactView = z.infer<typeof artifactViewSchema>

export const artifactDetailSchema = artifactViewSchema.extend({ text: z.string() })
export type ArtifactDetail = z.infer<typeof artifactDetailSchema>

const partSchema = z.object({ artifacts: z.array(z.unknown()) })
/** The files that an agent may hand over, and the changes of its workspace. */
const maxPerTask = 51

/** Those that these data hold themselves, whatever they are. */
export const listOfArtifacts = (data: Json): readonly Json[] =>
  typeof data === 'object' && data !== null && 'artifacts' in data && Array.isArray(data.artifacts)
    ? data.artifacts
    : []

/**
 * The files of a result: `data.artifacts`, also of its parts, each `{ name, text, missing }`. Other forms are ignored.
 */
export const artifactsOf = (result: Pick<TaskResult, 'data'>): Artifact[] =>
  filesOf(result)
    .flatMap((file) => artifactSchema.safeParse(file).data ?? [])
    .slice(0, maxPerTask)

/** Those whose bytes are kept beside the result: `{ name, mediaType, bytes, sha256 }`. */
export const storedArtifactsOf = (result: Pick<TaskResult, 'data'>): StoredArtifact[] =>
  filesOf(result)
    .flatMap((file) => storedArtifactSchema.safeParse(file).data ?? [])
    .slice(0, maxPerTask)

function filesOf({ data }: Pick<TaskResult, 'data'>): unknown[] {
  const parts = typeof data === 'object' && data !== null && !Array.isArray(data) ? Object.values(data) : []
  return [data, ...parts].flatMap((part) => partSchema.safeParse(part).data?.artifacts ?? [])
}

/** The files that extend a goal, and the roles that write them. */
const planningFiles: ReadonlySet<string> = new Set(['scope.md', 'plan.md'])
const planningRoles: ReadonlySet<string> = new Set(['workshopper', 'project_manager'])

export const isPlanningFile = (name: string): boolean => planningFiles.has(name)

/** By the type of agent that a task asked for, which is the first of its skills; null: any. */
export const isPlanningRole = (agentType: string | null | undefined): boolean =>
  planningRoles.has(agentType ?? '')

/**
 * The newest file of each name, from files in the order of their creation. The scope and the plan come from planning
 * roles: a file with that name from another task does not replace them.
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

/** A name as JSON, so that it can be copied and nothing in it is seen as something else. */
export const quoteName = (name: string): string => JSON.stringify(name).replaceAll(/[<>\p{C}]/gu, escapeUnits)

const escapeUnits = (character: string): string =>
  character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')
