import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createGit } from '../../../src-main/agents/workspace/git.ts'
import { createWorkspaces } from '../../../src-main/agents/workspace.ts'
import { createTempDir } from '../../support/engine.ts'
import { createRepository, createSpaces, gitIn, given, opened, wishOf, writeIn } from './repository.ts'

const runTree = { mode: 'worktree' } as const
const taskTree = (...keys: string[]) => ({ mode: 'task_worktree', after: keys }) as const
const read = (...parts: string[]) => readFileSync(join(...parts), 'utf8')

describe('the worktree of a run', () => {
  it('starts with the last commit of the project, and leaves the project unchanged', async () => {
    const project = createRepository()
    const before = [gitIn(project, 'status', '--porcelain'), gitIn(project, 'branch', '-a')]
    const space = await opened(createSpaces(), wishOf(runTree, project))
    expect(read(space.folder, 'a.txt')).toBe('one\ntwo\nthree\n')
    expect(space).toMatchObject({ project: space.folder, notes: [] })
    writeIn(space.folder, { 'a.txt': 'ONE\ntwo\nthree\n', 'b.txt': 'b\n' })
    const { files } = given(await space.commit('Change'))
    expect(files.map(({ path, status }) => [path, status])).toEqual([
      ['a.txt', 'modified'],
      ['b.txt', 'added'],
    ])
    expect([gitIn(project, 'status', '--porcelain'), gitIn(project, 'branch', '-a')]).toEqual(before)
    expect(read(project, 'a.txt')).toBe('one\ntwo\nthree\n')
  })

  it('records each change as a commit by Switchyard', async () => {
    const project = createRepository()
    const space = await opened(createSpaces(), wishOf(runTree, project))
    for (const name of ['b', 'c']) {
      writeIn(space.folder, { [`${name}.txt`]: 'x\n' })
      await space.commit(`Make ${name}`)
    }
    const log = gitIn(project, 'log', '--format=%an <%ae> %s', 'refs/switchyard/run_1/run')
    expect(log.split('\n')).toEqual([
      'Switchyard <switchyard@localhost> Make c',
      'Switchyard <switchyard@localhost> Make b',
      'Ada <ada@example.org> First',
    ])
    expect(gitIn(space.folder, 'log', '-1', '--format=%s')).toBe('Make c')
    expect(gitIn(space.folder, 'status', '--porcelain')).toBe('')
  })

  it('is shared by all tasks of the run, and survives a restart', async () => {
    const [project, spaces] = [createRepository(), createSpaces()]
    const first = await opened(spaces, wishOf(runTree, project, { taskKey: 'a' }))
    writeIn(first.folder, { 'half.txt': 'x\n' })
    const second = await opened(createSpaces(spaces.dataDir), wishOf(runTree, project, { taskKey: 'b' }))
    expect(second.folder).toBe(first.folder)
    expect(given(await second.changes()).files.map(({ path }) => path)).toEqual(['half.txt'])
  })

  it('reports uncommitted changes of the project, which it does not contain', async () => {
    const project = createRepository()
    writeIn(project, { 'a.txt': 'dirty\n', 'new.txt': 'x\n' })
    const spaces = createSpaces()
    const space = await opened(spaces, wishOf(runTree, project))
    expect(space.notes.join()).toContain('uncommitted changes in 2 files or folders')
    expect(read(space.folder, 'a.txt')).toBe('one\ntwo\nthree\n')
    expect(read(project, 'a.txt')).toBe('dirty\n')
    expect((await opened(spaces, wishOf(runTree, project))).notes).toEqual([])
  })

  it('of a project inside a repository is that folder, and all changes are reported', async () => {
    const top = createRepository({ 'app/x.txt': 'x\n', 'lib/y.txt': 'y\n' })
    const space = await opened(createSpaces(), wishOf(runTree, join(top, 'app')))
    expect(readdirSync(space.folder)).toEqual(['x.txt'])
    writeIn(space.folder, { '../lib/y.txt': 'changed\n' })
    expect(given(await space.commit('y')).files[0]?.path).toBe('lib/y.txt')
  })

  it('runs no hook and no program of the repository', async () => {
    const project = createRepository({ 'a.txt': 'a\n', '.gitattributes': '*.txt diff=evil\n' })
    const proofs = createTempDir()
    for (const hook of [
      'post-checkout',
      'pre-commit',
      'commit-msg',
      'reference-transaction',
      'post-index-change',
    ]) {
      writeFileSync(join(project, '.git/hooks', hook), `#!/bin/sh\ntouch ${proofs}/${hook}\n`, {
        mode: 0o755,
      })
    }
    for (const name of [
      'core.fsmonitor',
      'diff.evil.textconv',
      'diff.evil.command',
      'diff.external',
      'gpg.program',
    ]) {
      gitIn(project, 'config', name, `touch ${proofs}/${name}; cat`)
    }
    gitIn(project, 'config', 'commit.gpgSign', 'true')
    const space = await opened(createSpaces(), wishOf(runTree, project))
    writeIn(space.folder, { 'a.txt': 'b\n' })
    expect(given(await space.commit('b')).diff).toContain('-a\n+b\n')
    expect(readdirSync(proofs)).toEqual([])
  })

  it('is refused if the repository would filter its files through programs', async () => {
    const proofs = createTempDir()
    for (const name of ['filter.evil.smudge', 'filter.a.b.CLEAN', 'merge.evil.driver']) {
      const project = createRepository({ 'a.txt': 'a\n', '.gitattributes': '* filter=evil\n' })
      gitIn(project, 'config', name, `touch ${proofs}/ran; cat`)
      const refused = await createSpaces().open(wishOf(runTree, project))
      expect(refused, name).toMatchObject({ ok: false, error: { code: 'E_GIT' } })
      expect(gitIn(project, 'worktree', 'list').split('\n')).toHaveLength(1)
    }
    expect(readdirSync(proofs)).toEqual([])
  })

  it('records a link to the outside as a link', async () => {
    const outside = createTempDir()
    writeIn(outside, { 'secret.txt': 'the secret\n' })
    const space = await opened(createSpaces(), wishOf(runTree, createRepository()))
    symlinkSync(outside, join(space.folder, 'out'))
    const { files, diff } = given(await space.commit('Link'))
    expect(files.map(({ path }) => path)).toEqual(['out'])
    expect(diff).not.toContain('the secret')
  })

  it('shows changes that an agent staged, committed or marked as unchanged', async () => {
    const project = createRepository({ 'a.txt': 'a\n', 'b.txt': 'b\n', 'c.txt': 'c\n' })
    const space = await opened(createSpaces(), wishOf(runTree, project))
    gitIn(space.folder, 'update-index', '--assume-unchanged', 'a.txt')
    writeIn(space.folder, { 'a.txt': 'A\n', 'b.txt': 'B\n', 'c.txt': 'C\n' })
    gitIn(space.folder, 'checkout', '-q', '-b', 'mine')
    gitIn(space.folder, 'commit', '-q', '-m', 'Mine', 'b.txt')
    gitIn(space.folder, 'add', 'c.txt')
    const { files } = given(await space.commit('All'))
    expect(files.map(({ path }) => path)).toEqual(['a.txt', 'b.txt', 'c.txt'])
    expect(gitIn(project, 'log', '-1', '--format=%s', 'mine')).toBe('Mine')
    expect(gitIn(space.folder, 'status', '--porcelain')).toBe('')
  })

  it("is found through the repository, not through the worktree's own file", async () => {
    const [project, spaces] = [createRepository(), createSpaces()]
    const space = await opened(spaces, wishOf(runTree, project))
    const other = createRepository({ 'other.txt': 'x\n' })
    writeFileSync(join(space.folder, '.git'), `gitdir: ${other}/.git\n`)
    writeIn(space.folder, { 'b.txt': 'b\n' })
    expect(given(await space.commit('b')).files.map(({ path }) => path)).toEqual(['b.txt'])
    expect(gitIn(other, 'log', '--all', '--format=%s')).toBe('First')
  })
})

describe('a worktree that cannot be created', () => {
  it('is refused with the reason', async () => {
    const plain = createTempDir()
    const unborn = createTempDir()
    gitIn(unborn, 'init', '-q')
    const spaces = createSpaces()
    const cases: [string | null, string][] = [
      [null, 'E_REQUIRED'],
      [plain, 'E_NO_REPOSITORY'],
      [unborn, 'E_NO_REPOSITORY'],
      [join(plain, 'gone'), 'E_NO_REPOSITORY'],
    ]
    for (const [project, code] of cases) {
      expect(await spaces.open(wishOf(runTree, project)), String(project)).toMatchObject({
        ok: false,
        error: { code },
      })
    }
    const git = createGit({ readVariables: () => ({ PATH: plain }) })
    const without = createWorkspaces({ dataDir: createTempDir(), git })
    expect(await without.open(wishOf(runTree, createRepository()))).toMatchObject({
      ok: false,
      error: { code: 'E_GIT_MISSING' },
    })
  })
})

describe('worktrees of tasks', () => {
  const openTask = async (
    spaces: ReturnType<typeof createSpaces>,
    project: string,
    key: string,
    before: string[] = [],
  ) => opened(spaces, wishOf(taskTree(...before), project, { taskKey: key }))

  it('start with the merged results of their dependencies', async () => {
    const [project, spaces] = [createRepository(), createSpaces()]
    for (const [key, files] of Object.entries({
      a: { 'a.txt': 'ONE\ntwo\nthree\n' },
      b: { 'a.txt': 'one\ntwo\nTHREE\n', 'b.txt': 'b\n' },
    })) {
      const space = await openTask(spaces, project, key)
      expect(existsSync(join(space.folder, 'b.txt'))).toBe(false)
      writeIn(space.folder, files)
      await space.commit(key)
    }
    const joined = await openTask(spaces, project, 'c', ['a', 'b', 'no work of its own'])
    expect(read(joined.folder, 'a.txt')).toBe('ONE\ntwo\nTHREE\n')
    expect(read(joined.folder, 'b.txt')).toBe('b\n')
    expect(given(await joined.changes()).fileCount).toBe(0)
    const apart = await openTask(spaces, project, 'd')
    expect(read(apart.folder, 'a.txt')).toBe('one\ntwo\nthree\n')
  })

  it('start with the same commit, even if the project gets new commits meanwhile', async () => {
    const [project, spaces] = [createRepository(), createSpaces()]
    await openTask(spaces, project, 'a')
    writeIn(project, { 'a.txt': 'later\n' })
    gitIn(project, 'commit', '-qam', 'Later')
    expect(read((await openTask(spaces, project, 'b')).folder, 'a.txt')).toBe('one\ntwo\nthree\n')
  })

  it('fail if their dependencies cannot be merged, and name the files', async () => {
    const [project, spaces] = [createRepository(), createSpaces()]
    for (const key of ['a', 'b']) {
      const space = await openTask(spaces, project, key)
      writeIn(space.folder, { 'a.txt': `${key}\n`, [`${key}.txt`]: 'x\n' })
      await space.commit(key)
    }
    const refused = await spaces.open(wishOf(taskTree('a', 'b'), project, { taskKey: 'c' }))
    expect(refused).toMatchObject({ ok: false, error: { code: 'E_CONFLICT' } })
    expect(refused.ok ? '' : refused.error.message).toMatch(/"a\.txt"\.$/)
  })

  it('support keys of any kind', async () => {
    const [project, spaces] = [createRepository(), createSpaces()]
    const keys = ['a/../b', '-x', 'ü\n', 'a b', 'a.lock', 'a', 'A', '..', '~^:']
    const folders = new Set<string>()
    for (const key of keys) folders.add((await openTask(spaces, project, key)).folder)
    expect(folders.size).toBe(keys.length)
    const tasks = join(spaces.dataDir, 'workspaces/run_1/tasks')
    expect(readdirSync(tasks)).toHaveLength(keys.length)
  })
})

describe('two runs on one repository', () => {
  it('create, change and record in parallel', async () => {
    const project = createRepository()
    const spaces = [createSpaces(), createSpaces()]
    const runs = Array.from({ length: 8 }, (_, index) => `run_${index + 1}`)
    const changes = await Promise.all(
      runs.map(async (runId, index) => {
        const space = await opened(spaces[index % 2] ?? createSpaces(), wishOf(runTree, project, { runId }))
        writeIn(space.folder, { [`${runId}.txt`]: 'x\n' })
        return given(await space.commit(runId))
      }),
    )
    expect(changes.map(({ files }) => files.map(({ path }) => path))).toEqual(runs.map((id) => [`${id}.txt`]))
    expect(gitIn(project, 'status', '--porcelain')).toBe('')
  })
})

describe('an interrupted worktree', () => {
  // State after git was killed: a lock, and half of the files.
  const cutOff = (project: string, tree: string) => {
    const [entry = ''] = readdirSync(join(project, '.git/worktrees'))
    writeFileSync(join(project, '.git/worktrees', entry, 'locked'), 'initializing')
    rmSync(join(tree, 'b.txt'))
  }

  for (const isRecorded of [false, true]) {
    it(`is created again if the creation ${isRecorded ? 'from its record ' : ''}was interrupted`, async () => {
      const [project, spaces] = [createRepository({ 'a.txt': 'a\n', 'b.txt': 'b\n' }), createSpaces()]
      const space = await opened(spaces, wishOf(runTree, project))
      if (!isRecorded) gitIn(project, 'update-ref', '-d', 'refs/switchyard/run_1/run')
      cutOff(project, space.folder)
      const again = await opened(createSpaces(spaces.dataDir), wishOf(runTree, project))
      expect(readdirSync(again.folder)).toEqual(['.git', 'a.txt', 'b.txt'])
      expect(given(await again.changes()).fileCount).toBe(0)
      expect(readdirSync(join(project, '.git/worktrees'))).toHaveLength(1)
    })
  }

  it('is created again if its record is missing', async () => {
    const [project, spaces] = [createRepository(), createSpaces()]
    await opened(spaces, wishOf(runTree, project))
    gitIn(project, 'update-ref', '-d', 'refs/switchyard/run_1/run')
    const again = await opened(createSpaces(spaces.dataDir), wishOf(runTree, project))
    expect(given(await again.changes()).fileCount).toBe(0)
    expect(gitIn(project, 'rev-parse', 'refs/switchyard/run_1/run')).toBe(gitIn(project, 'rev-parse', 'HEAD'))
  })

  it('is restored from its record if its folder is gone', async () => {
    const [project, spaces] = [createRepository(), createSpaces()]
    const space = await opened(spaces, wishOf(runTree, project))
    writeIn(space.folder, { 'b.txt': 'b\n' })
    await space.commit('b')
    rmSync(space.folder, { recursive: true })
    const again = await opened(spaces, wishOf(runTree, project))
    expect(read(again.folder, 'b.txt')).toBe('b\n')
    expect(readdirSync(join(project, '.git/worktrees'))).toHaveLength(1)
  })

  it('is not created in place of other files', async () => {
    const [project, spaces] = [createRepository(), createSpaces()]
    const outside = createTempDir()
    writeIn(outside, { 'keep.txt': 'x\n' })
    mkdirSync(join(spaces.dataDir, 'workspaces/run_1'), { recursive: true })
    symlinkSync(outside, join(spaces.dataDir, 'workspaces/run_1/tree'))
    await opened(spaces, wishOf(runTree, project))
    expect(readdirSync(outside)).toEqual(['keep.txt'])
  })
})
