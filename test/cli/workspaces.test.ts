import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createRepository, gitIn } from '../agents/workspace/repository.ts'
import { switchyard } from '../support/cli.ts'
import { createTempDir } from '../support/engine.ts'

/** A run from the command line whose task writes a file. */
async function runOnce(dataDir: string, project: string): Promise<string> {
  const folder = createTempDir()
  const write = `require('node:fs').writeFileSync('b.txt', 'B\\n')`
  const agents = [
    {
      id: 'tool',
      name: 'Tool',
      kind: 'command',
      skills: [],
      config: { command: [process.execPath, '-e', write] },
    },
  ]
  const plan = {
    plan_id: 'p',
    project_folder: project,
    workspace: 'worktree',
    tasks: [{ task_id: 'a', description: 'Write b.txt', required_skills: [] }],
  }
  writeFileSync(join(folder, 'agents.json'), JSON.stringify({ agents }))
  writeFileSync(join(folder, 'plan.json'), JSON.stringify(plan))
  const { stdout, code } = await switchyard(
    ['run', join(folder, 'plan.json'), '--agents', join(folder, 'agents.json')],
    dataDir,
  )
  expect(code, stdout).toBe(0)
  return /run_[\w-]+/.exec(stdout)?.[0] ?? ''
}

describe('switchyard merge', () => {
  it('shows a preview, merges for its hash, and the workspace can be cleaned up', async () => {
    const [dataDir, project] = [createTempDir(), createRepository()]
    const runId = await runOnce(dataDir, project)
    const files = await switchyard(['files', runId], dataDir)
    expect(files.stdout).toMatch(
      /^The run handed over no files\.\nThe changes stay in the workspace of the run: .*\n.* merge run_/,
    )
    const shown = await switchyard(['merge', runId], dataDir)
    expect(shown.stdout).toContain('diff --git a/b.txt b/b.txt')
    expect(shown.stderr).toContain(`The merge changes 1 file on main in ${project}`)
    const hash = / --hash (\w+)/.exec(shown.stderr)?.[1] ?? ''
    expect(gitIn(project, 'log', '--format=%s')).toBe('First')

    const kept = await switchyard(['workspaces', 'clean', '--run', runId], dataDir)
    expect([kept.code, kept.stdout]).toEqual([2, expect.stringContaining('Merge them first')])
    expect(kept.stdout).toContain(`${runId}  worktree  Succeeded`)
    expect((await switchyard(['merge', runId, '--hash', 'f'.repeat(10)], dataDir)).stderr).toContain(
      'E_STALE',
    )
    const merged = await switchyard(['merge', runId, '--hash', hash], dataDir)
    expect([merged.code, merged.stdout]).toEqual([0, expect.stringContaining('Merged into main')])
    expect(readFileSync(join(project, 'b.txt'), 'utf8')).toBe('B\n')
    const cleaned = await switchyard(['workspaces', 'clean', '--json'], dataDir)
    expect(JSON.parse(cleaned.stdout)).toEqual({ removed: [runId], kept: [] })
    expect((await switchyard(['workspaces', 'list'], dataDir)).stdout).toBe('No run has a workspace.\n')
    // Starts the command line eight times, which is slow on a busy machine.
  }, 120_000)
})

describe('switchyard plan check', () => {
  it('reports a plan with worktrees for a project without a repository', async () => {
    const folder = createTempDir()
    const tasks = [{ task_id: 'a', description: 'Do a', required_skills: [] }]
    const plan = { plan_id: 'p', project_folder: '.', workspace: 'task_worktree', tasks }
    writeFileSync(join(folder, 'plan.json'), JSON.stringify(plan))
    const check = async () => (await switchyard(['plan', 'check', join(folder, 'plan.json')])).stdout
    expect(await check()).toContain('no_repository')
    gitIn(folder, 'init', '-q')
    expect(await check()).not.toContain('no_repository')
  })
})
