import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Product } from './product.ts'
import { type Checks, requireThat, Skip } from './report.ts'
import { taskWith } from './runs.ts'
import type { Windows } from './windows.ts'

/**
 * Imitates git for Windows, which rejects configuration files that it cannot open. Only `/dev/null` works as an empty
 * file, not the Windows name. With other values, the app would not detect the repository.
 */
const standIn = [
  '@if not "%GIT_CONFIG_GLOBAL%"=="/dev/null" (echo fatal: unable to access \'%GIT_CONFIG_GLOBAL%\': Invalid argument 1>&2& exit /b 128)',
  '@if not "%GIT_CONFIG_SYSTEM%"=="/dev/null" (echo fatal: unable to access \'%GIT_CONFIG_SYSTEM%\': Invalid argument 1>&2& exit /b 128)',
  '@echo fatal: not a git repository 1>&2',
  '@exit /b 128',
].join('\r\n')

async function showSettings(system: Windows, product: Product): Promise<string> {
  const folder = system.folder('git')
  writeFileSync(join(folder, 'git.cmd'), `${standIn}\r\n`)
  const served = await product.serve({
    dataDir: system.folder('data'),
    env: { WINEPATH: system.path(folder) },
  })
  try {
    const project = join(system.folder('project'), 'code')
    mkdirSync(project)
    const roster = [
      { id: 'tool', name: 'Tool', kind: 'command', skills: [], config: { command: ['node', '-v'] } },
    ]
    const tasks = [{ task_id: 'work', title: 'Work', description: 'Work', required_skills: [] }]
    const request = { plan_id: 'p', workspace: 'worktree', project_folder: system.path(project), tasks }
    const { runId } = await served.call('POST', '/runs', { request, roster })
    const { attempts } = await taskWith(served, { runId, key: 'work' }, 'failed', 'blocked')
    const message = String(attempts.at(-1)?.failure?.message)
    requireThat(
      /is not in a git repository/.test(message),
      `git was asked in a way it does not take: ${message}`,
    )
    return 'a stand-in that takes only what git for Windows takes is asked, and its answer is told'
  } finally {
    await served.kill()
  }
}

export async function checkGit(checks: Checks, system: Windows, product: Product): Promise<void> {
  await checks.check('settings of git', () => showSettings(system, product))
  await checks.check('worktrees', async () => {
    const said = system.wine('cmd', '/d', '/c', 'where', 'git')
    throw new Skip(
      /git\.exe/i.test(said)
        ? 'not written yet'
        : 'git for Windows is not installed, and no package of npm or Debian holds it',
    )
  })
}
