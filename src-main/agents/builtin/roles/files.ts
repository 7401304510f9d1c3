import type { AttemptContext } from '../../../engine/ports.ts'
import type { Findings } from '../ability.ts'

/** A text file that an agent made. Kept with the result of its task. */
export interface MadeFile {
  readonly name: string
  readonly mediaType: string
  readonly text: string
}

/** What made files, in the form in which deciders and dependents find them. */
export const madeFiles = (text: string, files: readonly MadeFile[]): Findings => ({
  text,
  data: { artifacts: files.map((file) => ({ ...file })) },
  passages: [],
})

/** The files that the tasks before it made, the newest of a name last. */
export function filesBefore({ dependencies }: Pick<AttemptContext, 'dependencies'>): MadeFile[] {
  return dependencies.flatMap(({ result }) => {
    const data = result?.data
    if (typeof data !== 'object' || data === null || Array.isArray(data)) return []
    return [data, ...Object.values(data)].flatMap(filesOf)
  })
}

function filesOf(part: unknown): MadeFile[] {
  if (typeof part !== 'object' || part === null || !('artifacts' in part)) return []
  return Array.isArray(part.artifacts) ? part.artifacts.filter(isFile) : []
}

const isFile = (value: unknown): value is MadeFile =>
  typeof value === 'object' &&
  value !== null &&
  'name' in value &&
  typeof value.name === 'string' &&
  'text' in value &&
  typeof value.text === 'string'

/** What the task itself says, and what was passed with it. */
export function readRequest(description: string): { task: string; information: string } {
  const [task = '', ...rest] = description.split(/\n\n(?=Reference files: |Context: )/)
  const information = rest.find((part) => part.startsWith('Context: '))?.slice('Context: '.length) ?? ''
  return { task: task.trim(), information: information.trim() }
}

/** A name for files: letters, digits and hyphens. */
export const slugOf = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 40) || 'work'
