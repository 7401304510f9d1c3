import { chmod, lstat, mkdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { refusedWith } from '#shared/refusal.ts'
import { sha256 } from '../../base/hash.ts'

const ends = { home: '.home', history: '.history' }

/** All folders of a run with this name below `workspaces`. */
export const foldersOf = (name: string): string[] => [
  name,
  ...Object.values(ends).map((end) => `${name}${end}`),
]

/** Run ids are plain, but an unexpected id must not become a path. */
export const nameOf = (runId: string): string =>
  /^run_[\w-]{1,100}$/.test(runId) ? runId : `run_${sha256(runId)}`

/** Readable name for a task key that is valid in a path and a ref. Different keys get different names. */
export const slugOf = (key: string): string => {
  const words = key.replaceAll(/[^A-Za-z0-9]+/g, '-').slice(0, 40)
  return `${words}-${sha256(key).slice(0, 12)}`.replace(/^-/, '')
}

export const refsOf = (name: string) => ({
  all: `refs/switchyard/${name}/`,
  base: `refs/switchyard/${name}/base`,
  run: `refs/switchyard/${name}/run`,
  /** Prefix, followed by the slug of a task. */
  tasks: `refs/switchyard/${name}/tasks/`,
})

export const folderOfAll = async (dataDir: string): Promise<string> =>
  join(await realpath(dataDir), 'workspaces')

/** Locations of a run's files: absolute, real paths in the data folder. */
export async function placesOf(dataDir: string, runId: string) {
  const [all, name] = [await folderOfAll(dataDir), nameOf(runId)]
  const folder = join(all, name)
  return {
    /** Name of the run in paths and refs. */
    name,
    /** The run's folder; with worktrees, their parent folder. */
    folder,
    tree: join(folder, 'tree'),
    tasks: join(folder, 'tasks'),
    indexes: join(folder, 'indexes'),
    /** Home folder of the run's programs, next to its folder, because settings and caches are not part of the work. */
    home: `${folder}${ends.home}`,
    /** History of a plain folder, next to the folder. */
    history: `${folder}${ends.history}`,
  }
}
export type Places = Awaited<ReturnType<typeof placesOf>>

/** Creates the folders of a run, accessible only to their owner. */
export async function makeFolders(dataDir: string, { folder, home }: Places): Promise<void> {
  for (const each of [await folderOfAll(dataDir), folder, home]) {
    await mkdir(each, { recursive: true, mode: 0o700 })
    // A link at this path would redirect everything below it.
    if (!(await lstat(each)).isDirectory()) {
      throw refusedWith('E_FILE', 'workspace_not_a_folder', { path: each })
    }
    await chmod(each, 0o700)
  }
}
