import { type Artifact, artifactsOf, isPlanningRole, newestOf } from '#shared/model/artifact.ts'
import type { AttemptContext } from '../../../engine/ports.ts'
import type { Findings } from '../ability.ts'

/** What made files, in the form in which deciders and dependents find them. */
export const madeFiles = (text: string, files: readonly Artifact[]): Findings => ({
  text,
  data: { artifacts: files.map((file) => ({ ...file })) },
  passages: [],
})

/** The files that the tasks before it made, the newest of each name. */
export function filesBefore({ dependencies }: Pick<AttemptContext, 'dependencies'>): Artifact[] {
  const files = dependencies.flatMap(({ agentType, result }) =>
    (result === null ? [] : artifactsOf(result)).map((file) => ({ name: file.name, file, agentType })),
  )
  return newestOf(files, ({ agentType }) => isPlanningRole(agentType)).map(({ file }) => file)
}

/** What the task itself says, and what was passed with it. */
export function readRequest(description: string): { task: string; information: string } {
  const [task = '', ...rest] = description.split(/\n\n(?=Reference files: |Context: )/)
  const information = rest.find((part) => part.startsWith('Context: '))?.slice('Context: '.length) ?? ''
  return { task: task.trim(), information: information.trim() }
}

const maxSlug = 40

/** A name for files: letters, digits and hyphens. */
export function slugOf(text: string): string {
  const slug = text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
  if (slug.length <= maxSlug) return slug || 'work'
  const end = slug.lastIndexOf('-', maxSlug)
  return slug.slice(0, end > 0 ? end : maxSlug)
}
