import { execFileSync, spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { connectServers } from '../../../src-main/agents/model/mcp/servers.ts'
import { clearStandIns, findSandbox, sandboxed } from '../../../src-main/agents/process/sandbox.ts'
import { systemClock } from '../../../src-main/base/clock.ts'
import { acpConfigSchema } from '../../../src-shared/model/agents/acp-agent.ts'
import { modelConfigSchema } from '../../../src-shared/model/agents/model-agent.ts'
import { agentOf, createTempDir } from '../../support/engine.ts'
import { contextOf } from '../builders.ts'

const found = await findSandbox()
const isThere = 'sandbox' in found
if (!isThere) console.log(`Skipped: what a sandbox keeps in, since ${found.why}.`)
const env = { PATH: process.env.PATH ?? '' }

/** Wraps a `sh` script in a sandbox with a writable, guarded working folder. */
async function wrapIn(folder: string, script: string, file = 'sh') {
  if (!('sandbox' in found)) throw new Error(found.why)
  const program = { file, args: ['-c', script], cwd: folder, env, marker: 'a/b', input: null }
  const bounds = { writable: [folder], hidden: [], guarded: [folder], hasNetwork: false }
  return found.sandbox.wrap(program, bounds)
}

async function tryIn(folder: string, script: string): Promise<string> {
  const wrapped = await wrapIn(folder, script)
  if (!('program' in wrapped)) throw new Error(JSON.stringify(wrapped))
  const { file, args } = wrapped.program
  const { stdout, stderr } = spawnSync(file, [...args], { env, encoding: 'utf8', timeout: 20_000 })
  return `${stdout}${stderr}`
}

const git = (folder: string, ...args: string[]) =>
  execFileSync(
    'git',
    ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@b', '-c', 'protocol.file.allow=always', ...args],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  )

const createFolder = () => realpathSync(createTempDir())

describe.skipIf(!isThere)('a program in a sandbox', () => {
  it('has no capabilities and cannot regain them', async () => {
    const said = await tryIn(
      createFolder(),
      'grep -E "^Cap(Eff|Prm|Bnd)" /proc/self/status; mount -t tmpfs x /mnt',
    )
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
  ])('cannot write to the kernel at %s', async (place) => {
    // The script opens the file without writing, so that a failing sandbox cannot change this machine.
    expect(await tryIn(createFolder(), `( : >> ${place} ) && echo GOT it`)).not.toContain('GOT')
  })

  it('cannot write to hooks or settings in .git, and cannot move .git', async () => {
    const folder = createFolder()
    execFileSync('git', ['init', '-q', folder])
    const before = readdirSync(join(folder, '.git/hooks'))
    const said = await tryIn(
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

  it('cannot create .git, and leaves nothing in its place', async () => {
    const folder = createFolder()
    await tryIn(folder, `mkdir -p .git/hooks; echo x > .git/config; git init -q .; echo made > work.txt`)
    await clearStandIns({ guarded: [folder] })
    expect(readdirSync(folder)).toEqual(['work.txt'])
  })

  it('cannot write through a .git file, or to the directories that it names', async () => {
    const folder = createFolder()
    const main = join(folder, 'kept/main')
    mkdirSync(main, { recursive: true })
    git(main, 'init', '-q')
    git(main, 'commit', '-q', '--allow-empty', '-m', 'First')
    const entry = join(main, '.git/worktrees/w')
    mkdirSync(entry, { recursive: true })
    writeFileSync(join(entry, 'commondir'), '../..\n')
    writeFileSync(join(folder, '.git'), `gitdir: ${entry}\n`)
    await tryIn(
      folder,
      'echo x > .git; cd kept/main/.git; echo x > hooks/pre-commit; echo x > evil; echo x > worktrees/w/evil',
    )
    expect(readFileSync(join(folder, '.git'), 'utf8')).toBe(`gitdir: ${entry}\n`)
    for (const path of ['hooks/pre-commit', 'evil', 'worktrees/w/evil'])
      expect(existsSync(join(main, '.git', path)), path).toBe(false)
  })

  it.each(['.git', 'vendor/lib/.git'])(
    'does not start if %s is a link, because the program could replace it',
    async (place) => {
      const folder = createFolder()
      const real = join(folder, 'kept')
      mkdirSync(real)
      git(real, 'init', '-q')
      mkdirSync(join(folder, place, '..'), { recursive: true })
      symlinkSync(join(real, '.git'), join(folder, place))
      const wrapped = await wrapIn(folder, 'true')
      expect(wrapped).toEqual({ why: `${JSON.stringify(place)} is a symbolic link and can be replaced` })
    },
  )

  /** A repository with a submodule and with a nested repository. */
  function createNested() {
    const [folder, other] = [createFolder(), createFolder()]
    for (const each of [folder, other]) {
      git(each, 'init', '-q')
      git(each, 'commit', '-q', '--allow-empty', '-m', 'First')
    }
    git(folder, 'submodule', 'add', '-q', other, 'libs/sub')
    mkdirSync(join(folder, 'libs/deep/own'), { recursive: true })
    git(join(folder, 'libs/deep/own'), 'init', '-q')
    return folder
  }

  it('cannot write to the .git of a submodule or of a nested repository', async () => {
    const folder = createNested()
    const pointer = readFileSync(join(folder, 'libs/sub/.git'), 'utf8')
    const config = readFileSync(join(folder, 'libs/deep/own/.git/config'), 'utf8')
    const said = await tryIn(
      folder,
      `for place in .git/modules/libs/sub libs/deep/own/.git; do
         echo x > $place/hooks/pre-commit; echo x >> $place/config
       done
       echo 'gitdir: /tmp/evil' > libs/sub/.git; rm -f libs/sub/.git; rm -rf libs/deep/own/.git
       echo made > libs/sub/work.txt; echo made > libs/deep/own/work.txt; echo made > libs/deep/new.txt`,
    )
    expect(said).toMatch(/Read-only file system/)
    expect(readFileSync(join(folder, 'libs/sub/.git'), 'utf8')).toBe(pointer)
    expect(readFileSync(join(folder, 'libs/deep/own/.git/config'), 'utf8')).toBe(config)
    for (const place of ['.git/modules/libs/sub', 'libs/deep/own/.git'])
      expect(existsSync(join(folder, place, 'hooks/pre-commit')), place).toBe(false)
    for (const path of ['libs/sub/work.txt', 'libs/deep/own/work.txt', 'libs/deep/new.txt'])
      expect(existsSync(join(folder, path)), path).toBe(true)
  })

  it('cannot replace a folder that contains a repository', async () => {
    const folder = createNested()
    await tryIn(
      folder,
      `for place in libs libs/deep libs/deep/own libs/sub; do
         mv $place gone && mkdir -p $place/.git/hooks && echo x > $place/.git/hooks/evil
       done`,
    )
    for (const place of ['libs/deep/own', 'libs/sub']) {
      expect(git(join(folder, place), 'rev-parse', '--git-dir'), place).not.toBe('')
      expect(existsSync(join(folder, place, '.git/hooks/evil')), place).toBe(false)
    }
  })

  it("is resolved on its PATH before, and a missing program has the system's error code", async () => {
    expect(await wrapIn(createFolder(), 'true', 'no-such-program')).toEqual({ missing: 'ENOENT' })
  })
})

describe('a coding agent and an MCP server', () => {
  it('can run in a sandbox', () => {
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

  it('ask a person if there is no sandbox', async () => {
    const wanted = { program, sandbox: { network: true }, bounds, find }
    const asked = await sandboxed(wanted, contextOf({ agent: agentOf('coder', { kind: 'acp' }) }))
    expect(asked).toMatchObject({ type: 'question', question: { permission: { argv: ['agent'] } } })
    expect(await sandboxed({ ...wanted, sandbox: undefined }, contextOf())).toBe(program)
  })

  it('do not start an MCP server if there is no sandbox', async () => {
    const { mcp } = modelConfigSchema.parse({ mcp: [{ name: 'docs', command: ['node'], sandbox: {} }] })
    const folder = createFolder()
    const { failure } = await connectServers(mcp, {
      ...{
        clock: systemClock,
        folder,
        home: folder,
        projectFolder: null,
        workId: 'a/b',
        dataDir: createTempDir(),
      },
      ...{ signal: new AbortController().signal, readVariables: () => ({}), findSandbox: find },
    })
    expect(failure?.message).toContain(
      'The server may only run in a sandbox, and bubblewrap (bwrap) is not installed.',
    )
  })
})
