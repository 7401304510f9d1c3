import { type Artifact, artifactsOf, storedArtifactsOf } from '#shared/model/artifact.ts'
import type { AttemptContext } from '../engine/ports.ts'

export interface Room {
  /** Bytes of all files together. */
  readonly all: number
  /** How many of one file's bytes count: who is handed it cuts the rest. */
  readonly each?: number
}

export type GivenFiles = ReturnType<typeof givenFiles>

/** The text files of what a task builds on, in their order, as many as there is room for. */
export function givenFiles(
  { dependencies }: Pick<AttemptContext, 'dependencies'>,
  { all, each = all }: Room,
) {
  const results = dependencies.flatMap(({ result }) => (result === null ? [] : [result]))
  const files: Artifact[] = []
  /** Names of those that are not among them, each with the reason. */
  const leftOut: string[] = []
  let room = all
  for (const file of results.flatMap(artifactsOf)) {
    // A part that is cut is still of use; what fits nowhere is named.
    const size = Math.min(Buffer.byteLength(file.text), each)
    if (size > room) leftOut.push(`${file.name} (too large)`)
    else {
      room -= size
      files.push(file)
    }
  }
  for (const { name } of results.flatMap(storedArtifactsOf)) leftOut.push(`${name} (no text)`)
  return { files, leftOut }
}

/** Empty when nothing is left out. */
export const describeOmitted = ({ leftOut }: Pick<GivenFiles, 'leftOut'>): string =>
  leftOut.length === 0 ? '' : `Files that are not given here: ${leftOut.slice(0, 50).join(', ')}.`
