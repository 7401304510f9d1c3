import { artifactsOf } from '#shared/model/artifact.ts'
import type { TaskResult } from '#shared/model/runs/attempt.ts'
import type { MadeArtifact } from './context.ts'

/** A decider reads them; they are kept whole with the result. */
export const maxArtifactLength = 64_000

/** The files of a result, as a decider is shown them. */
export const readArtifacts = (taskKey: string, result: Pick<TaskResult, 'data'>): MadeArtifact[] =>
  artifactsOf(result).map(({ name, text, missing }) => ({
    name,
    taskKey,
    text: text.slice(0, maxArtifactLength),
    ...(missing !== undefined && { missing }),
  }))
