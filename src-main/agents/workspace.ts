import { chmod, lstat, mkdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { sha256 } from '../base/hash.ts'
import type { AttemptContext } from '../engine/ports.ts'

/** Where an attempt works: an absolute, real path. */
export interface Workspace {
  readonly folder: string
}

export interface Workspaces {
  /** The workspace of an attempt's run, made when it is not there yet. */
  open(
    context: Pick<AttemptContext, 'runId' | 'taskKey' | 'projectFolder'>,
  ): Promise<Result<Workspace, Refusal>>
}

export function createWorkspaces({ dataDir }: { readonly dataDir: string }): Workspaces {
  return {
    async open({ runId }) {
      const folder = await openFolder(dataDir, runId)
      return folder.ok ? ok({ folder: folder.value }) : folder
    },
  }
}

/**
 * The folder of a run, made when its first program starts: `workspaces/<run id>` in the data folder, for its owner only.
 * What one task leaves there the next one finds. It is kept when the run is over, and holds no project: the project's
 * folder stays what it is unless an agent's config says `in: 'project'`.
 */
async function openFolder(dataDir: string, runId: string): Promise<Result<string, Refusal>> {
  const all = join(await realpath(dataDir), 'workspaces')
  const folder = join(all, folderOf(runId))
  for (const each of [all, folder]) {
    await mkdir(each, { recursive: true, mode: 0o700 })
    // A link in its place would lead everything that follows elsewhere.
    if (!(await lstat(each)).isDirectory()) {
      return err(refusal('E_FILE', `The workspace is no folder: ${each}`, 'Remove what is in its place.'))
    }
    await chmod(each, 0o700)
  }
  return ok(folder)
}

/** Ids are ours and plain; one that is not must not become a path all the same. */
const folderOf = (runId: string): string =>
  /^run_[\w-]{1,100}$/.test(runId) ? runId : `run_${sha256(runId)}`
