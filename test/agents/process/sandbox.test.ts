import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { connectServers } from '../../../src-main/agents/model/mcp/servers.ts'
import { clearStandIns, findSandbox } from '../../../src-main/agents/process/sandbox.ts'
import { sandboxed } from '../../../src-main/agents/process/sandboxed.ts'
import { systemClock } from '../../../src-main/base/clock.ts'
import { acpConfigSchema } from '../../../src-shared/model/acp-agent.ts'
import { modelConfigSchema } from '../../../src-shared/model/model-agent.ts'
import { agentOf, createTempDir } from '../../support/engine.ts'
import { contextOf } from '../builders.ts'

const found = await findSandbox()
const isThere = 'sandbox' in found
if (!isThere) console.log(`Skipped: what a sandbox keeps in, since ${found.why}.`)
const env = { PATH: process.env.PATH ?? '' }

/** Output of a script of `sh` that works in a folder, which is guarded. */
function tryIn(folder: string, script: string): string {
  if (!('sandbox' in found)) throw new Error(found.why)
  const program = { file: '/bin/sh', args: ['-c', script], cwd: folder, env, marker: 'a/b', input: null }
  const bounds = { writable: [folder], hidden: [], guarded: [folder], hasNetwork: false }
  const { file, args } = found.sandbox.wrap(program, bounds)
  const { stdout, stderr } = spawnSync(file, [...args], { env, encoding: 'utf8', timeout: 20_000 })
  return `${stdout}${stderr}`
}

const createFolder = () => realpathSync(createTempDir())

describe.skipIf(!isThere)('a program in a sandbox', () => {
  it('has no capability, and cannot get one back', () => {
    const said = tryIn(createFolder(), 'grep -E "^Cap(Eff|Prm|Bnd)" /proc/self/status; mount -t tmpfs x /mnt')
    expect(said.match(/^Cap\w+:\s+0+$/gm)).toHaveLength(3)
    expect(said).toMatch(/mount: .*(?:denied|permission|superuser)/i)
  })

  it.each([
    '/proc/sys/kernel/core_pattern',
    '/proc/sys/vm/drop_caches',
    '/proc/sysrq-trigger',
    '/sys/kernel/mm/ksm/run',
    '/sys/kernel/uevent_helper',
    '/sys/fs/cgroup/pids/cgroup.procs',
    '/sys/fs/cgroup/cgroup.procs',
  ])('cannot write to the kernel at %s', (place) => {
    // It is opened and nothing is written: a sandbox that fails must not change this machine.
    expect(tryIn(createFolder(), `( : >> ${place} ) && echo GOT it`)).not.toContain('GOT')
  })

  it('cannot write in .git, neither a hook nor a setting, and cannot move it away', () => {
    const folder = createFolder()
    execFileSync('git', ['init', '-q', folder])
    const before = readdirSync(join(folder, '.git/hooks'))
    const said = tryIn(
      folder,
      `echo x > .git/hooks/pre-commit; echo x >> .git/config; mv .git away; rm -rf .git; echo made > work.txt`,
    )
    expect(said).toMatch(/Read-only file system/)
    expect(readdirSync(join(folder, '.git/hooks'))).toEqual(before)
    expect(
      execFileSync('git', ['-C', folder, 'config', '--list', '--local'], { encoding: 'utf8' }),
    ).toContain('core.bare=false')
    expect(existsSync(join(folder, 'work.txt'))).toBe(true)
  })

  it('cannot make .git where there is none, and nothing stays in its place', async () => {
    const folder = createFolder()
    tryIn(folder, `mkdir -p .git/hooks; echo x > .git/config; git init -q .; echo made > work.txt`)
    await clearStandIns({ guarded: [folder] })
    expect(readdirSync(folder)).toEqual(['work.txt'])
  })

  it('cannot write through a .git that is a file or a link, nor at the directories that it leads to', () => {
    for (const kind of ['worktree', 'link'] as const) {
      const folder = createFolder()
      const main = join(folder, 'kept/main')
      mkdirSync(main, { recursive: true })
      execFileSync('git', ['init', '-q', main])
      const git = ['-C', main, '-c', 'user.name=a', '-c', 'user.email=a@b']
      execFileSync('git', [...git, 'commit', '-q', '--allow-empty', '-m', 'First'])
      if (kind === 'link') execFileSync('ln', ['-s', 'kept/main/.git', join(folder, '.git')])
      else {
        const [entry, common] = [join(main, '.git/worktrees/w'), join(main, '.git')]
        mkdirSync(entry, { recursive: true })
        writeFileSync(join(entry, 'commondir'), '../..\n')
        writeFileSync(join(folder, '.git'), `gitdir: ${entry}\n`)
        expect(existsSync(common)).toBe(true)
      }
      tryIn(folder, 'cd kept/main/.git; echo x > hooks/pre-commit; echo x > evil; echo x > worktrees/w/evil')
      expect(existsSync(join(main, '.git/hooks/pre-commit')), kind).toBe(false)
      expect(existsSync(join(main, '.git/evil')), kind).toBe(false)
      expect(existsSync(join(main, '.git/worktrees/w/evil')), kind).toBe(false)
    }
  })
})

describe('a coding agent and a server of tools', () => {
  it('can be asked to run in a sandbox', () => {
    const sandbox = { network: true }
    expect(acpConfigSchema.parse({ command: ['gemini', '--acp'], sandbox }).sandbox).toEqual(sandbox)
    const server = { name: 'docs', command: ['docs'], sandbox: {} }
    expect(modelConfigSchema.parse({ mcp: [server] }).mcp[0]?.sandbox).toEqual({ network: false })
    const remote = { name: 'docs', url: 'https://example.org/mcp', sandbox: {} }
    expect(modelConfigSchema.safeParse({ mcp: [remote] }).success).toBe(false)
  })

  const program = { file: 'agent', args: [], cwd: '/', env, marker: 'a/b', input: null }
  const bounds = { writable: [], hidden: [], guarded: [] }
  const find = async () => ({ why: 'bubblewrap (bwrap) is not installed' })

  it('asks a person where there is no sandbox', async () => {
    const wanted = { program, sandbox: { network: true }, bounds, find }
    const asked = await sandboxed(wanted, contextOf({ agent: agentOf('coder', { kind: 'acp' }) }))
    expect(asked).toMatchObject({ type: 'question', question: { permission: { argv: ['agent'] } } })
    expect(await sandboxed({ ...wanted, sandbox: undefined }, contextOf())).toBe(program)
  })

  it('does not start a server of tools where there is no sandbox', async () => {
    const { mcp } = modelConfigSchema.parse({ mcp: [{ name: 'docs', command: ['node'], sandbox: {} }] })
    const folder = createFolder()
    const { failure } = await connectServers(mcp, {
      ...{ clock: systemClock, folder, home: folder, projectFolder: null, marker: 'a/b', hidden: [] },
      ...{ signal: new AbortController().signal, readVariables: () => ({}), findSandbox: find },
    })
    expect(failure?.message).toContain(
      'It may only run in a sandbox, and bubblewrap (bwrap) is not installed.',
    )
  })
})
