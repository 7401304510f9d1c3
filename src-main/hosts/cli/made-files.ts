import type { ArtifactDetail, ArtifactView } from '#shared/model/artifact.ts'
import { changesArtifact } from '#shared/model/changes.ts'
import type { Client } from './connect.ts'
import { type Output, plain } from './output.ts'

/** One that is no text has no `text`, but what it is kept under. */
export type MadeFile = ArtifactDetail | ArtifactView

/** The files that a run made: the newest of each name; what an attempt changed in its workspace is no file of its own. */
export async function listFiles(client: Client, runId: string): Promise<MadeFile[]> {
  const files: MadeFile[] = []
  for (const view of await client.runs.listArtifacts({ runId })) {
    const { taskKey, name, sha256 } = view
    if (name === changesArtifact) continue
    files.push(sha256 === undefined ? await client.runs.getArtifact({ runId, taskKey, name }) : view)
  }
  return files
}

export async function contentOf(client: Client, file: MadeFile): Promise<string | Uint8Array> {
  if ('text' in file) return file.text
  const { base64 } = await client.workspaces.readArtifact({ sha256: file.sha256 ?? '' })
  return Buffer.from(base64, 'base64')
}

export function sayMade(output: Output, runId: string, files: readonly MadeFile[]): void {
  if (files.length === 0) return
  const names = files.map(({ name }) => plain(name)).join(', ')
  output.line(`Made: ${names}. Keep them: npx switchyard files ${runId} --out <folder>`)
}
