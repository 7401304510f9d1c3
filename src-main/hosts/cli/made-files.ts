import type { ArtifactDetail, ArtifactView } from '#shared/model/artifact.ts'
import { changesArtifact } from '#shared/model/workspace.ts'
import type { Scene } from './command.ts'
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

/** What is not among the files: an agent may leave its work where it did it, and hand over none of it. */
export async function sayRest(
  { client, output }: Pick<Scene, 'client' | 'output'>,
  runId: string,
  files: readonly MadeFile[],
): Promise<void> {
  const views = await client.runs.listArtifacts({ runId })
  const isChanged = views.some(({ name }) => name === changesArtifact)
  if (files.length === 0)
    output.line(isChanged ? 'The run handed over no files.' : 'The run produced no files.')
  if (!isChanged) return
  output.line(`The changes stay in the workspace of the run: workspaces/${runId} in the data folder.`)
  output.line(`Merge a worktree into its project: npx switchyard merge ${runId}`)
}

export function sayMade(output: Output, runId: string, files: readonly MadeFile[]): void {
  if (files.length === 0) return
  const names = files.map(({ name }) => plain(name)).join(', ')
  output.line(`Files: ${names}. Copy: npx switchyard files ${runId} --out <folder>`)
}
