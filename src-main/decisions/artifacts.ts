import { artifactsOf } from '#shared/model/artifact.ts'
import type { TaskResult } from '#shared/model/runs/attempt.ts'
import type { MadeArtifact } from './context.ts'

/** Maximum characters of a file that a decider reads. The result keeps the full text. */
export const maxArtifactLength = 64_000

/** The files of a result, cut to `maxArtifactLength` for a decider. */
export const readArtifacts = (taskKey: string, result: Pick<TaskResult, 'data'>): MadeArtifact[] =>
  artifactsOf(result).map(({ name, text, missing }) => ({
    name,
    taskKey,
    text: text.slice(0, maxArtifactLength),
    ...(missing !== undefined && { missing }),
  }))
