import type { Artifact, ArtifactDetail } from '#shared/model/artifact.ts'
import type { Client } from './connect.ts'
import { type Output, plain } from './output.ts'

/** The files that a run made: the newest of each name. */
export async function listFiles(client: Client, runId: string): Promise<ArtifactDetail[]> {
  const files: ArtifactDetail[] = []
  for (const { taskKey, name } of await client.runs.listArtifacts({ runId })) {
    files.push(await client.runs.getArtifact({ runId, taskKey, name }))
  }
  return files
}

export function sayMade(output: Output, runId: string, files: readonly Artifact[]): void {
  if (files.length === 0) return
  const names = files.map(({ name }) => plain(name)).join(', ')
  output.line(`Made: ${names}. Keep them: npx switchyard files ${runId} --out <folder>`)
}
