import { chmod, lstat, mkdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { refusedWith } from '#shared/refusal.ts'
import { sha256 } from '../../base/hash.ts'

const ends = { home: '.home', history: '.history' }

/** All that a run of this name has below `workspaces`. */
export const foldersOf = (name: string): string[] => [
  name,
  ...Object.values(ends).map((end) => `${name}${end}`),
]

/** Ids are ours and plain; one that is not must not become a path all the same. */
export const nameOf = (runId: string): string =>
  /^run_[\w-]{1,100}$/.test(runId) ? runId : `run_${sha256(runId)}`

/** A key in words that a path and a ref may hold; two keys never have the same. */
export const slugOf = (key: string): string => {
  const words = key.replaceAll(/[^A-Za-z0-9]+/g, '-').slice(0, 40)
  return `${words}-${sha256(key).slice(0, 12)}`.replace(/^-/, '')
}

export const refsOf = (name: string) => ({
  all: `refs/switchyard/${name}/`,
  base: `refs/switchyard/${name}/base`,
  run: `refs/switchyard/${name}/run`,
  /** With the slug of a task behind it. */
  tasks: `refs/switchyard/${name}/tasks/`,
})

export const folderOfAll = async (dataDir: string): Promise<string> =>
  join(await realpath(dataDir), 'workspaces')

/** Where things of one run are; absolute, real paths in the data folder. */
export async function placesOf(dataDir: string, runId: string) {
  const [all, name] = [await folderOfAll(dataDir), nameOf(runId)]
  const folder = join(all, name)
  return {
    /** The name of the run, as a file and as a ref. */
    name,
    /** The run's folder; with worktrees, what holds them. */
    folder,
    tree: join(folder, 'tree'),
    tasks: join(folder, 'tasks'),
    indexes: join(folder, 'indexes'),
    /** The home of its programs, beside its folder: settings and caches are not part of the work. */
    home: `${folder}${ends.home}`,
    /** The history of a plain folder, beside it. */
    history: `${folder}${ends.history}`,
  }
}
export type Places = Awaited<ReturnType<typeof placesOf>>

/** The folders of a run, made when its first program starts, for its owner only. */
export async function makeFolders(dataDir: string, { folder, home }: Places): Promise<void> {
  for (const each of [await folderOfAll(dataDir), folder, home]) {
    await mkdir(each, { recursive: true, mode: 0o700 })
    // A link in its place would lead everything that follows elsewhere.
    if (!(await lstat(each)).isDirectory()) {
      throw refusedWith('E_FILE', 'workspace_not_a_folder', { path: each })
    }
    await chmod(each, 0o700)
  }
}
