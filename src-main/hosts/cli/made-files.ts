import type { ArtifactDetail, ArtifactView } from '#shared/model/artifact.ts'
import { changesArtifact } from '#shared/model/workspace.ts'
import { words } from '#shared/words/words.ts'
import type { SessionContext } from './command.ts'
import type { Client } from './connect.ts'
import { type Output, plain } from './output.ts'

const text = words.cli.files

/** A text file has `text`; a binary file has the `sha256` under which it is stored. */
export type MadeFile = ArtifactDetail | ArtifactView

/** Files that a run produced, the latest of each name, without workspace diffs. */
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

/** Prints the location of work that agents left in a workspace instead of handing it over as files. */
export async function printRest(
  { client, output }: Pick<SessionContext, 'client' | 'output'>,
  runId: string,
  files: readonly MadeFile[],
): Promise<void> {
  const views = await client.runs.listArtifacts({ runId })
  const isChanged = views.some(({ name }) => name === changesArtifact)
  if (files.length === 0) output.line(isChanged ? text.noneHandedOver : text.none)
  if (!isChanged) return
  output.line(text.inWorkspace(runId))
  output.line(text.merge(runId))
}

export function printMade(output: Output, runId: string, files: readonly MadeFile[]): void {
  if (files.length === 0) return
  const names = files.map(({ name }) => plain(name)).join(', ')
  output.line(text.made(names, runId))
}
