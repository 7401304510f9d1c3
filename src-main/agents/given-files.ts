import { type Artifact, artifactsOf, storedArtifactsOf } from '#shared/model/artifact.ts'
import type { AttemptContext } from '../engine/ports.ts'

export interface Room {
  /** Limit in bytes for all files together. */
  readonly all: number
  /** Limit in bytes per file; default: none. The recipient truncates the rest. */
  readonly each?: number
}

export type GivenFiles = ReturnType<typeof givenFiles>

/** The text files of the dependencies in order, as far as the limit allows. */
export function givenFiles(
  { dependencies }: Pick<AttemptContext, 'dependencies'>,
  { all, each = all }: Room,
) {
  const results = dependencies.flatMap(({ result }) => (result === null ? [] : [result]))
  const files: Artifact[] = []
  /** Names of omitted files, each with the reason. */
  const leftOut: string[] = []
  let room = all
  for (const file of results.flatMap(artifactsOf)) {
    // A truncated file is still useful; a file without any room is listed by name.
    const size = Math.min(Buffer.byteLength(file.text), each)
    if (size > room) leftOut.push(`${file.name} (too large)`)
    else {
      room -= size
      files.push(file)
    }
  }
  for (const { name } of results.flatMap(storedArtifactsOf)) leftOut.push(`${name} (not a text file)`)
  return { files, leftOut }
}

/** Empty if nothing is omitted. */
export const describeOmitted = ({ leftOut }: Pick<GivenFiles, 'leftOut'>): string =>
  leftOut.length === 0 ? '' : `Files that are left out: ${leftOut.slice(0, 50).join(', ')}.`
