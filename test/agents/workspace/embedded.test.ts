import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ok } from '#shared/result.ts'
import { createWorkspaceService } from '../../../src-main/agents/workspace/run-workspaces.ts'
import { createExclusive } from '../../../src-main/base/exclusive.ts'
import { createTempDir } from '../../support/engine.ts'
import { arm, embed, recordEmbedded, touch } from './embedded-repositories.ts'
import {
  createRepository,
  createSpaces,
  gitIn,
  given,
  opened,
  realGit,
  wishOf,
  writeIn,
} from './repository.ts'

const runTree = { mode: 'worktree' } as const
const ref = 'refs/switchyard/run_1/run'

/** Each kind of embedded repository, with a function that arms it. */
const kinds: Record<string, (project: string) => string> = {
  'a recorded embedded repository': (project) => {
    const sub = embed(project, 'sub')
    recordEmbedded(project, 'sub')
    return arm(sub)
  },
  'an untracked embedded repository': (project) => arm(embed(project, 'lib/sub')),
  'an embedded repository in a recorded one': (project) => {
    const outer = embed(project, 'sub')
    const inner = embed(outer, 'inner')
    recordEmbedded(outer, 'inner')
    recordEmbedded(project, 'sub')
    return arm(inner)
  },
  'a submodule that the settings ask git to look into': (project) => {
    const sub = embed(project, 'sub')
    const proofs = createTempDir()
    writeIn(project, { '.gitmodules': '[submodule "sub"]\npath = sub\nurl = ./sub\nignore = none\n' })
    recordEmbedded(project, '.gitmodules', 'sub')
    for (const [name, value] of Object.entries({
      'diff.ignoreSubmodules': 'none',
      'diff.submodule': 'diff',
      'fetch.recurseSubmodules': 'true',
      'status.submoduleSummary': 'true',
      'submodule.active': '.',
      'submodule.recurse': 'true',
      'submodule.sub.ignore': 'none',
      'submodule.sub.update': `!touch ${join(proofs, 'update')}`,
      'submodule.sub.url': './sub',
    })) {
      gitIn(project, 'config', name, value)
    }
    return arm(sub, proofs)
  },
  'a recorded embedded repository whose commit moved': (project) => {
    const sub = embed(project, 'sub')
    recordEmbedded(project, 'sub')
    gitIn(sub, 'commit', '-q', '--allow-empty', '-m', 'Next')
    return arm(sub)
  },
}

function createMerge(dataDir: string, project: string) {
  const workspaces = createWorkspaceService({ dataDir, git: realGit(), exclusive: createExclusive() })
  const run = { runId: 'run_1', mode: 'worktree', projectFolder: project } as const
  const request = { title: 'the run', tasks: null }
  return {
    preview: () => workspaces.previewMerge(run, request),
    merge: async () => {
      const preview = given(await workspaces.previewMerge(run, request))
      return workspaces.merge(run, request, { hash: preview.hash, record: () => Promise.resolve(ok(null)) })
    },
    findLoss: () => workspaces.findLoss(run),
  }
}

const removeFromIndex = (project: string, index: string, path: string) =>
  execFileSync('git', ['-C', project, 'update-index', '--force-remove', path], {
    env: { PATH: process.env.PATH, GIT_INDEX_FILE: index },
  })

const headTree = (project: string, name = ref) =>
  gitIn(project, 'ls-tree', '-r', '--name-only', name).split('\n')

describe('no program of a repository runs', () => {
  for (const [kind, plant] of Object.entries(kinds)) {
    it(`when a workspace is created next to ${kind}`, async () => {
      const project = createRepository()
      const proofs = plant(project)
      await opened(createSpaces(), wishOf(runTree, project))
      expect(readdirSync(proofs)).toEqual([])
    })

    it(`when changes are recorded next to ${kind}`, async () => {
      const project = createRepository()
      const spaces = createSpaces()
      const proofs = plant(project)
      const space = await opened(spaces, wishOf(runTree, project))
      cpSync(project, space.folder, { recursive: true, filter: (path) => path !== join(project, '.git') })
      touch(join(space.folder, readdirSync(space.folder).includes('lib') ? 'lib/sub' : 'sub'))
      writeIn(space.folder, { 'b.txt': 'b\n' })
      given(await space.changes())
      expect(given(await space.commit('b')).files.map(({ path }) => path)).toEqual(['b.txt'])
      expect(given(await space.commit('Nothing')).fileCount).toBe(0)
      await createMerge(spaces.dataDir, project).findLoss()
      expect(readdirSync(proofs)).toEqual([])
    })

    it(`when changes are merged into a project with ${kind}`, async () => {
      const project = createRepository()
      const spaces = createSpaces()
      const proofs = plant(project)
      const space = await opened(spaces, wishOf(runTree, project))
      writeIn(space.folder, { 'a.txt': 'merged\n' })
      given(await space.commit('a'))
      given(await createMerge(spaces.dataDir, project).merge())
      expect(readFileSync(join(project, 'a.txt'), 'utf8')).toBe('merged\n')
      expect(readdirSync(proofs)).toEqual([])
    })
  }

  it('when changes of a plain folder with embedded repositories are recorded', async () => {
    const space = await opened(createSpaces(), wishOf({ mode: 'folder' }))
    const proofs = arm(embed(space.folder, 'sub'))
    arm(embed(space.folder, 'deep/sub'), proofs)
    arm(embed(space.folder, 'sub/inner'), proofs)
    writeIn(space.folder, { 'b.txt': 'b\n' })
    const { files, notes } = given(await space.commit('First'))
    expect(files.map(({ path }) => path)).toEqual(['b.txt'])
    for (const path of ['sub', 'deep/sub'])
      expect(notes.join()).toContain(`"${path}" is an embedded repository`)
    touch(join(space.folder, 'sub'))
    expect(given(await space.commit('Second')).fileCount).toBe(0)
    expect(readdirSync(proofs)).toEqual([])
  })
})

describe('the content of an embedded repository', () => {
  const withSubmodule = async () => {
    const project = createRepository()
    embed(project, 'sub')
    recordEmbedded(project, 'sub')
    const spaces = createSpaces()
    return { project, spaces, space: await opened(spaces, wishOf(runTree, project)) }
  }

  it('is not in a worktree, with a notice in the run', async () => {
    const { space } = await withSubmodule()
    expect(readdirSync(join(space.folder, 'sub'))).toEqual([])
    expect(space.notes).toEqual([expect.stringContaining('"sub"')])
  })

  it('is excluded from the changes with a note, and its recorded commit stays', async () => {
    const { project, space } = await withSubmodule()
    cpSync(join(project, 'sub'), join(space.folder, 'sub'), { recursive: true })
    gitIn(join(space.folder, 'sub'), 'commit', '-q', '--allow-empty', '-m', 'Next')
    writeIn(space.folder, { 'b.txt': 'b\n' })
    const { files, notes } = given(await space.commit('b'))
    expect(files.map(({ path }) => path)).toEqual(['b.txt'])
    expect(notes).toEqual([expect.stringContaining('"sub" is an embedded repository')])
    expect(gitIn(project, 'rev-parse', `${ref}:sub`)).toBe(gitIn(project, 'rev-parse', 'HEAD:sub'))
  })

  it('is excluded with a note if the folder of a submodule is not initialized', async () => {
    const { project, space } = await withSubmodule()
    writeIn(space.folder, { 'sub/new.txt': 'x\n', 'b.txt': 'b\n' })
    const { files, notes } = given(await space.commit('b'))
    expect(files.map(({ path }) => path)).toEqual(['b.txt'])
    expect(notes).toEqual([expect.stringContaining('"sub" is an embedded repository')])
    expect(headTree(project)).toEqual(['a.txt', 'b.txt', 'sub'])
  })

  it('is not reported as deleted after an interrupted record', async () => {
    const { project, spaces, space } = await withSubmodule()
    writeIn(space.folder, { 'b.txt': 'b\n' })
    given(await space.commit('b'))
    // State after a crash while the gitlinks are removed from the index.
    const index = join(spaces.dataDir, 'workspaces/run_1/indexes/run')
    removeFromIndex(project, index, 'sub')
    expect(given(await space.changes()).fileCount).toBe(0)
    expect(headTree(project)).toEqual(['a.txt', 'b.txt', 'sub'])
  })

  it('is reported as deleted if the settings of a submodule ignore its changes', async () => {
    const project = createRepository({
      '.gitmodules': '[submodule "sub"]\npath = sub\nurl = ./sub\nignore = all\n',
    })
    embed(project, 'sub')
    recordEmbedded(project, 'sub')
    gitIn(project, 'config', 'submodule.sub.ignore', 'all')
    gitIn(project, 'config', 'diff.submodule', 'diff')
    const spaces = createSpaces()
    const space = await opened(spaces, wishOf(runTree, project))
    rmSync(join(space.folder, 'sub'), { recursive: true })
    expect(given(await space.commit('Remove')).diff).toContain('-Subproject commit ')
    expect(given(await createMerge(spaces.dataDir, project).preview()).changes.diff).toContain(
      '-Subproject commit ',
    )
  })

  it('is refused if its path cannot be passed to git', async () => {
    const project = createRepository()
    const id = gitIn(project, 'rev-parse', 'HEAD')
    execFileSync('git', ['-C', project, 'update-index', '-z', '--index-info'], {
      input: Buffer.from(`160000 ${id}\tsub\xff\0`, 'latin1'),
    })
    gitIn(project, 'commit', '-q', '-m', 'Embed')
    expect(await createSpaces().open(wishOf(runTree, project))).toMatchObject({
      ok: false,
      error: { code: 'E_GIT', message: expect.stringContaining('not valid UTF-8') },
    })
  })

  it('stays in the project if a task removed the submodule', async () => {
    const { project, spaces, space } = await withSubmodule()
    writeIn(project, { 'sub/own.txt': 'mine\n' })
    rmSync(join(space.folder, 'sub'), { recursive: true })
    expect(given(await space.commit('Remove')).files).toEqual([
      expect.objectContaining({ path: 'sub', status: 'deleted' }),
    ])
    given(await createMerge(spaces.dataDir, project).merge())
    expect(headTree(project, 'HEAD')).toEqual(['a.txt'])
    expect(readdirSync(join(project, 'sub')).sort()).toEqual(['.git', '.gitattributes', 'own.txt', 'x.txt'])
  })

  for (const [what, replace] of Object.entries<(folder: string) => void>({
    'a file': (folder) => writeIn(folder, { sub: 'a file\n' }),
    'a link': (folder) => symlinkSync('/', join(folder, 'sub')),
  })) {
    it(`is not replaced by ${what} in a merge, which is refused`, async () => {
      const { project, spaces, space } = await withSubmodule()
      writeIn(project, { 'sub/own.txt': 'mine\n' })
      rmSync(join(space.folder, 'sub'), { recursive: true })
      replace(space.folder)
      expect(given(await space.commit('Replace')).files.map(({ path }) => path)).toEqual(['sub'])
      const refused = await createMerge(spaces.dataDir, project).merge()
      expect(refused).toMatchObject({ ok: false, error: { code: 'E_DIRTY' } })
      expect(refused.ok ? '' : refused.error.message).toContain('"sub"')
      expect(existsSync(join(project, 'sub/own.txt'))).toBe(true)
      rmSync(join(project, 'sub'), { recursive: true })
      given(await createMerge(spaces.dataDir, project).merge())
    })
  }

  it('is not replaced by a file in place of a parent folder', async () => {
    const project = createRepository()
    embed(project, 'vendor/sub')
    recordEmbedded(project, 'vendor/sub')
    const spaces = createSpaces()
    const space = await opened(spaces, wishOf(runTree, project))
    rmSync(join(space.folder, 'vendor'), { recursive: true })
    writeIn(space.folder, { vendor: 'a file\n' })
    given(await space.commit('Replace'))
    expect(headTree(project)).toEqual(['a.txt', 'vendor'])
    expect(await createMerge(spaces.dataDir, project).merge()).toMatchObject({
      ok: false,
      error: { code: 'E_DIRTY' },
    })
    expect(existsSync(join(project, 'vendor/sub/x.txt'))).toBe(true)
  })

  for (const ignored of ['', 'lib/\n']) {
    it(`is not replaced in a merge if the project ${ignored === '' ? 'does not track' : 'ignores'} it`, async () => {
      const project = createRepository({ 'a.txt': 'a\n', '.gitignore': ignored })
      const sub = embed(project, 'lib/sub')
      const proofs = arm(sub)
      const spaces = createSpaces()
      const space = await opened(spaces, wishOf(runTree, project))
      writeIn(space.folder, { '.gitignore': '', lib: 'a file\n' })
      given(await space.commit('Replace'))
      expect(await createMerge(spaces.dataDir, project).merge()).toMatchObject({
        ok: false,
        error: { code: 'E_DIRTY' },
      })
      expect(existsSync(join(sub, 'x.txt'))).toBe(true)
      expect(readdirSync(proofs)).toEqual([])
    })
  }

  it('counts as uncommitted if the project does not track it', async () => {
    const project = createRepository()
    embed(project, 'lib/sub')
    const space = await opened(createSpaces(), wishOf(runTree, project))
    expect(space.notes.join()).toContain('uncommitted changes in 1 file or folder')
  })
})

describe('the repository of the project itself', () => {
  const evilFilter = (project: string) => {
    const proof = join(createTempDir(), 'ran')
    gitIn(project, 'config', 'filter.evil.clean', `touch ${proof}; cat`)
    gitIn(project, 'config', 'filter.evil.smudge', `touch ${proof}; cat`)
    return proof
  }

  it('runs no filter that its config adds after the start', async () => {
    const project = createRepository()
    const space = await opened(createSpaces(), wishOf(runTree, project))
    const proof = evilFilter(project)
    writeIn(space.folder, { '.gitattributes': '* filter=evil\n', 'a.txt': 'x\n' })
    expect(await space.changes()).toMatchObject({ ok: false, error: { code: 'E_GIT' } })
    expect(await space.commit('x')).toMatchObject({ ok: false, error: { code: 'E_GIT' } })
    expect(existsSync(proof)).toBe(false)
  })

  it('runs no filter that its config adds before a merge', async () => {
    const project = createRepository({ 'a.txt': 'a\n', '.gitattributes': '* filter=evil\n' })
    const spaces = createSpaces()
    const space = await opened(spaces, wishOf(runTree, project))
    writeIn(space.folder, { 'a.txt': 'x\n' })
    given(await space.commit('x'))
    const proof = evilFilter(project)
    expect(await createMerge(spaces.dataDir, project).preview()).toMatchObject({
      ok: false,
      error: { code: 'E_GIT' },
    })
    expect(existsSync(proof)).toBe(false)
  })

  it('runs no filter that its config includes for worktrees only', async () => {
    const project = createRepository({ 'a.txt': 'a\n', '.gitattributes': '* filter=evil\n' })
    const proof = join(createTempDir(), 'ran')
    const included = join(createTempDir(), 'evil')
    gitIn(project, 'config', '-f', included, 'filter.evil.smudge', `touch ${proof}; cat`)
    gitIn(project, 'config', 'includeIf.gitdir:**/worktrees/**.path', included)
    expect(await createSpaces().open(wishOf(runTree, project))).toMatchObject({
      ok: false,
      error: { code: 'E_GIT' },
    })
    expect(existsSync(proof)).toBe(false)
  })

  it('may include settings that start no program', async () => {
    const project = createRepository()
    const included = join(createTempDir(), 'shared')
    gitIn(project, 'config', '-f', included, 'core.abbrev', '12')
    gitIn(project, 'config', 'include.path', included)
    await opened(createSpaces(), wishOf(runTree, project))
  })
})
