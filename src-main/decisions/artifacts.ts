import { artifactsOf } from '#shared/model/artifact.ts'
import type { TaskResult } from '#shared/model/attempt.ts'
import type { MadeArtifact } from './context.ts'

/** A decider reads them; they are kept whole with the result. */
export const maxArtifactLength = 64_000

/** The files of a result, as a decider is shown them. */
export const readArtifacts = (taskKey: string, result: Pick<TaskResult, 'data'>): MadeArtifact[] =>
  artifactsOf(result).map(({ name, text }) => ({ name, taskKey, text: text.slice(0, maxArtifactLength) }))

/** The newest of each name, in the order in which they were made. */
export function newestOf(artifacts: readonly MadeArtifact[]): MadeArtifact[] {
  const byName = new Map<string, MadeArtifact>()
  for (const each of artifacts) {
    byName.delete(each.name)
    byName.set(each.name, each)
  }
  return [...byName.values()]
}
