import { execFileSync } from 'node:child_process'
import { mkdirSync, realpathSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createGit, type Git } from '../../../src-main/agents/workspace/git.ts'
import { createWorkspaces, type Workspace, type Workspaces } from '../../../src-main/agents/workspace.ts'
import { runIdSchema } from '../../../src-shared/ids.ts'
import { createTempDir } from '../../support/engine.ts'

const env = {
  PATH: process.env.PATH,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  ...{ GIT_AUTHOR_NAME: 'Ada', GIT_AUTHOR_EMAIL: 'ada@example.org' },
  ...{ GIT_COMMITTER_NAME: 'Ada', GIT_COMMITTER_EMAIL: 'ada@example.org' },
}

/** Runs git with the user's configuration in a folder. */
export const gitIn = (folder: string, ...args: string[]): string =>
  execFileSync('git', ['-C', folder, ...args], { env, encoding: 'utf8', stdio: 'pipe' }).trim()

export function writeIn(folder: string, files: Record<string, string | Uint8Array>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
}

/** A real repository with one commit. */
export function createRepository(files: Record<string, string> = { 'a.txt': 'one\ntwo\nthree\n' }): string {
  const folder = realpathSync(createTempDir())
  gitIn(folder, 'init', '-q', '-b', 'main')
  writeIn(folder, files)
  gitIn(folder, 'add', '-A')
  gitIn(folder, 'commit', '-q', '-m', 'First')
  return folder
}

export const readVariables = (names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])))

export const realGit = (): Git => createGit({ readVariables })

export function createSpaces(dataDir = createTempDir()): Workspaces & { readonly dataDir: string } {
  return { ...createWorkspaces({ dataDir, git: realGit() }), dataDir }
}

type Wish = Parameters<Workspaces['open']>[0]['workspace']

export const wishOf = (
  workspace: NonNullable<Wish>,
  projectFolder: string | null = null,
  { runId = 'run_1', taskKey = 'a' } = {},
) => ({ runId: runIdSchema.parse(runId), taskKey, projectFolder, workspace })

export async function opened(
  spaces: Workspaces,
  wish: Parameters<Workspaces['open']>[0],
): Promise<Workspace> {
  const space = await spaces.open(wish)
  if (!space.ok) throw new Error(`${space.error.code} ${space.error.message}`)
  return space.value
}

export function given<T>(result: { ok: true; value: T } | { ok: false; error: { message: string } }): T {
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}
