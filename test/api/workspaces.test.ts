import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createRepository, gitIn, writeIn } from '../agents/workspace/repository.ts'
import { bootTestApp, serveTestApp } from '../support/app.ts'
import { createTempDir } from '../support/engine.ts'
import { runToEnd, startRun } from './worktree-run.ts'

type App = Awaited<ReturnType<typeof bootTestApp>>

const read = (folder: string, name: string) => readFileSync(join(folder, name), 'utf8')
const stateOf = (project: string) => [
  gitIn(project, 'rev-parse', 'HEAD'),
  gitIn(project, 'status', '--porcelain'),
  gitIn(project, 'branch', '--format=%(refname)'),
  readdirSync(project).sort().join(),
]
const mergeEvents = async ({ client }: App) =>
  (await client.log.listEvents({ limit: 500 }))
    .filter(({ type }) => type.startsWith('merge.'))
    .map(({ type }) => type)

describe('a merge', () => {
  it('merges its preview as a commit on the checked-out branch, and is logged', async () => {
    const [app, project] = [await bootTestApp(), createRepository()]
    const runId = await runToEnd(app, project, 'task_worktree', {
      a: ['a.txt=A'],
      b: ['b.txt=B', 'a'],
      c: ['c.txt=C'],
    })
    const before = stateOf(project)
    const preview = await app.client.workspaces.previewMerge({ runId })
    expect(stateOf(project)).toEqual(before)
    expect(preview).toMatchObject({
      branch: 'main',
      target: before[0],
      tasks: ['a', 'b', 'c'],
      folder: project,
    })
    expect(preview.changes.files.map(({ path }) => path)).toEqual(['a.txt', 'b.txt', 'c.txt'])

    const merged = await app.client.workspaces.merge({ runId, hash: preview.hash, by: 'Ada' })
    expect(read(project, 'b.txt')).toBe('B\n')
    expect(gitIn(project, 'rev-parse', 'HEAD')).toBe(merged.commit)
    expect(gitIn(project, 'rev-parse', 'HEAD^1')).toBe(before[0])
    expect(gitIn(project, 'status', '--porcelain')).toBe('')
    expect(gitIn(project, 'symbolic-ref', 'HEAD')).toBe('refs/heads/main')
    expect(gitIn(project, 'diff', before[0] ?? '', 'HEAD', '--full-index').trim()).toBe(
      preview.changes.diff.trim(),
    )
    expect(await mergeEvents(app)).toEqual(['merge.settled', 'merge.approved'])
    expect(await app.client.audit.replay()).toMatchObject({ equal: true })
    await expect(app.client.workspaces.previewMerge({ runId })).rejects.toMatchObject({ code: 'E_STATE' })
  })

  it('of one task includes its dependencies, and excludes other tasks', async () => {
    const [app, project] = [await bootTestApp(), createRepository()]
    const runId = await runToEnd(app, project, 'task_worktree', {
      a: ['a.txt=A'],
      b: ['b.txt=B', 'a'],
      c: ['c.txt=C'],
    })
    const { changes } = await app.client.workspaces.previewMerge({ runId, taskKey: 'b' })
    expect(changes.files.map(({ path }) => path)).toEqual(['a.txt', 'b.txt'])
  })

  it('keeps newer commits of the project', async () => {
    const [app, project] = [await bootTestApp(), createRepository()]
    const runId = await runToEnd(app, project, 'worktree', { a: ['b.txt=B'] })
    writeIn(project, { 'mine.txt': 'mine\n' })
    gitIn(project, 'add', '-A')
    gitIn(project, 'commit', '-qm', 'Mine')
    const { hash, changes } = await app.client.workspaces.previewMerge({ runId })
    expect(changes.files.map(({ path }) => path)).toEqual(['b.txt'])
    await app.client.workspaces.merge({ runId, hash })
    expect([read(project, 'mine.txt'), read(project, 'b.txt')]).toEqual(['mine\n', 'B\n'])
  })

  it('is refused if its preview is outdated, and the project stays unchanged', async () => {
    const [app, project] = [await bootTestApp(), createRepository()]
    const runId = await runToEnd(app, project, 'worktree', { a: ['b.txt=B'] })
    const other = await runToEnd(app, project, 'worktree', { a: ['c.txt=C'] })
    const { hash } = await app.client.workspaces.previewMerge({ runId })
    const changes: Record<string, () => void> = {
      commit: () => gitIn(project, 'commit', '-q', '--allow-empty', '-m', 'Mine'),
      branch: () => gitIn(project, 'checkout', '-q', '-b', 'other'),
      work: () =>
        gitIn(project, 'update-ref', `refs/switchyard/${runId}/run`, `refs/switchyard/${other}/run`),
    }
    for (const [what, act] of Object.entries(changes)) {
      const seen = await app.client.workspaces.previewMerge({ runId })
      act()
      const before = stateOf(project)
      const refused = app.client.workspaces.merge({ runId, hash: seen.hash })
      await expect(refused, what).rejects.toMatchObject({ code: 'E_STALE' })
      expect(stateOf(project), what).toEqual(before)
    }
    await expect(app.client.workspaces.merge({ runId, hash })).rejects.toMatchObject({ code: 'E_STALE' })
    await expect(app.client.workspaces.merge({ runId, hash: 'x' })).rejects.toMatchObject({ code: 'E_STALE' })
    expect(await mergeEvents(app)).toEqual([])
  })

  it('is refused if the project has uncommitted changes, which stay', async () => {
    const [app, project] = [await bootTestApp(), createRepository()]
    const runId = await runToEnd(app, project, 'worktree', { a: ['b.txt=B'] })
    const { hash } = await app.client.workspaces.previewMerge({ runId })
    writeIn(project, { 'a.txt': 'dirty\n' })
    const merge = () => app.client.workspaces.merge({ runId, hash })
    await expect(merge()).rejects.toMatchObject({
      code: 'E_DIRTY',
      message: expect.stringContaining('"a.txt"'),
    })
    gitIn(project, 'checkout', 'a.txt')
    writeIn(project, { '.git/info/exclude': 'b.txt\n' })
    for (const exclude of ['', 'b.txt\n']) {
      writeIn(project, { 'b.txt': 'untracked\n', '.git/info/exclude': exclude })
      await expect(merge(), exclude).rejects.toMatchObject({ code: 'E_DIRTY' })
      expect(read(project, 'b.txt')).toBe('untracked\n')
    }
    // The merge was approved, and the log also contains the result.
    expect(new Set(await mergeEvents(app))).toEqual(new Set(['merge.settled', 'merge.approved']))
    rmSync(join(project, 'b.txt'))
    writeIn(project, { 'other.txt': 'untracked and in nobody’s way\n' })
    await merge()
    expect(read(project, 'b.txt')).toBe('B\n')
  })

  it('with conflicts names the files, and the project stays unchanged', async () => {
    const [app, project] = [await bootTestApp(), createRepository()]
    const runId = await runToEnd(app, project, 'worktree', { a: ['a.txt=A'] })
    writeIn(project, { 'a.txt': 'mine\n' })
    gitIn(project, 'commit', '-qam', 'Mine')
    const before = stateOf(project)
    const conflict = { code: 'E_CONFLICT', message: expect.stringContaining('"a.txt"') }
    await expect(app.client.workspaces.previewMerge({ runId })).rejects.toMatchObject(conflict)
    await expect(app.client.workspaces.merge({ runId, hash: 'x' })).rejects.toMatchObject(conflict)
    expect(stateOf(project)).toEqual(before)
  })

  it('runs no hook of the project', async () => {
    const [app, project, proofs] = [await bootTestApp(), createRepository(), createTempDir()]
    const runId = await runToEnd(app, project, 'worktree', { a: ['b.txt=B'] })
    for (const hook of [
      'post-merge',
      'pre-merge-commit',
      'post-checkout',
      'reference-transaction',
      'post-index-change',
    ]) {
      writeFileSync(join(project, '.git/hooks', hook), `#!/bin/sh\ntouch ${proofs}/${hook}\n`, {
        mode: 0o755,
      })
    }
    const { hash } = await app.client.workspaces.previewMerge({ runId })
    await app.client.workspaces.merge({ runId, hash })
    expect(readdirSync(proofs)).toEqual([])
  })

  it('covers finished work only', async () => {
    const [app, project] = [await bootTestApp(), createRepository()]
    const plain = await runToEnd(app, null, 'folder', { a: ['b.txt=B'] })
    await expect(app.client.workspaces.previewMerge({ runId: plain })).rejects.toMatchObject({
      code: 'E_STATE',
    })
    const failed = await runToEnd(app, project, 'task_worktree', { a: ['fail=x'] })
    await expect(app.client.workspaces.previewMerge({ runId: failed })).rejects.toMatchObject({
      code: 'E_STATE',
    })
    await expect(app.client.workspaces.previewMerge({ runId: failed, taskKey: 'a' })).rejects.toMatchObject({
      code: 'E_STATE',
    })
    const running = await startRun(app, project, 'worktree', { a: ['wait=x'] })
    await expect(app.client.workspaces.previewMerge({ runId: running })).rejects.toMatchObject({
      code: 'E_STATE',
    })
    await expect(app.client.workspaces.previewMerge({ runId: 'run_none' })).rejects.toMatchObject({
      code: 'E_NOT_FOUND',
    })
  })

  it('is available over REST', async () => {
    const { app, call } = await serveTestApp()
    const project = createRepository()
    const runId = await runToEnd(app, project, 'worktree', { a: ['b.txt=B'] })
    const preview = await call('GET', `/api/v1/runs/${runId}/merge`)
    expect(preview).toMatchObject({ status: 200, body: { branch: 'main' } })
    const stale = await call('POST', `/api/v1/runs/${runId}/merge`, { hash: 'x' })
    expect(stale).toMatchObject({ status: 409, body: { error: { code: 'E_STALE' } } })
    const merged = await call('POST', `/api/v1/runs/${runId}/merge`, { hash: preview.body.hash })
    expect(merged).toMatchObject({ status: 200, body: { commit: gitIn(project, 'rev-parse', 'HEAD') } })
  })
})

describe('cleaning up workspaces', () => {
  const foldersOf = ({ dataDir }: App) => readdirSync(join(dataDir, 'workspaces')).sort()
  const entriesOf = (project: string) => gitIn(project, 'worktree', 'list').split('\n').length - 1
  const refsOf = (project: string) => gitIn(project, 'for-each-ref', 'refs/switchyard')

  it('keeps worktrees with unmerged work, and removes them after the merge', async () => {
    const [app, project] = [await bootTestApp(), createRepository()]
    const runId = await runToEnd(app, project, 'task_worktree', { a: ['a.txt=A'], b: ['b.txt=B'] })
    const kept = await app.client.workspaces.clean()
    expect(kept).toMatchObject({ removed: [], kept: [{ runId, kept: { code: 'E_STATE' } }] })
    expect([foldersOf(app), entriesOf(project)]).toEqual([[runId, `${runId}.home`], 2])
    const { hash } = await app.client.workspaces.previewMerge({ runId })
    await app.client.workspaces.merge({ runId, hash })
    expect(await app.client.workspaces.clean()).toEqual({ removed: [runId], kept: [] })
    expect([foldersOf(app), entriesOf(project), refsOf(project)]).toEqual([[], 0, ''])
    expect(read(project, 'a.txt')).toBe('A\n')
  })

  it('keeps leftovers of a failed attempt, unless it is forced', async () => {
    const [app, project] = [await bootTestApp(), createRepository()]
    const runId = await runToEnd(app, project, 'worktree', { a: ['fail=x'] })
    expect(await app.client.workspaces.clean({ runId })).toMatchObject({ removed: [], kept: [{ runId }] })
    expect(await app.client.workspaces.clean({ runId, force: true })).toEqual({ removed: [runId], kept: [] })
    expect([foldersOf(app), entriesOf(project), refsOf(project)]).toEqual([[], 0, ''])
  })

  it('never removes the workspace of an active run', async () => {
    const [app, project] = [await bootTestApp(), createRepository()]
    const runId = await startRun(app, project, 'worktree', { a: ['wait=x'] })
    const tree = join(app.dataDir, 'workspaces', runId, 'tree')
    await expect.poll(() => existsSync(join(tree, 'a.txt')), { timeout: 20_000 }).toBe(true)
    for (const input of [{ force: true }, { runId, force: true }]) {
      expect(await app.client.workspaces.clean(input)).toMatchObject({ removed: [], kept: [{ runId }] })
    }
    expect(existsSync(join(tree, 'a.txt'))).toBe(true)
  })

  it('removes links without their targets, and only its own files', async () => {
    const [app, project, outside] = [await bootTestApp(), createRepository(), createTempDir()]
    writeIn(outside, { 'keep.txt': 'x\n' })
    const all = join(app.dataDir, 'workspaces')
    const runId = await runToEnd(app, null, 'folder', { a: ['b.txt=B'] })
    symlinkSync(outside, join(all, runId, 'link'))
    symlinkSync(outside, join(all, 'run_link'))
    mkdirSync(join(all, 'mine'))
    mkdirSync(join(all, 'run_stranger'))
    gitIn(project, 'worktree', 'add', '-q', '--detach', join(outside, 'tree'))
    const { removed, kept } = await app.client.workspaces.clean()
    expect(removed).toEqual([])
    expect(kept.map(({ name }) => name).toSorted()).toEqual([runId, 'run_stranger'])
    expect(JSON.stringify(kept)).toContain('The workspace contains 2 files or folders, which would be lost.')
    expect((await app.client.workspaces.clean({ force: true })).removed.toSorted()).toEqual([
      runId,
      'run_stranger',
    ])
    expect(foldersOf(app)).toEqual(['mine', 'run_link'])
    expect(readdirSync(outside)).toEqual(['keep.txt', 'tree'])
    expect(entriesOf(project)).toBe(1)
  })

  it('removes repository entries of missing worktrees', async () => {
    const [app, project] = [await bootTestApp(), createRepository()]
    const runId = await runToEnd(app, project, 'task_worktree', { a: ['a.txt=A'] })
    rmSync(join(app.dataDir, 'workspaces', runId), { recursive: true })
    expect(await app.client.workspaces.clean({ runId })).toMatchObject({ removed: [], kept: [{ runId }] })
    expect(await app.client.workspaces.clean({ runId, force: true })).toMatchObject({ removed: [runId] })
    expect([entriesOf(project), refsOf(project)]).toEqual([0, ''])
  })

  it('removes the folder of a run without its project when it is forced', async () => {
    const [app, project] = [await bootTestApp(), createRepository()]
    const runId = await runToEnd(app, project, 'worktree', { a: ['a.txt=A'] })
    rmSync(project, { recursive: true })
    expect(await app.client.workspaces.clean()).toMatchObject({
      kept: [{ kept: { code: 'E_NO_REPOSITORY' } }],
    })
    expect((await app.client.workspaces.clean({ force: true })).removed).toEqual([runId])
    expect(foldersOf(app)).toEqual([])
  })

  it('lists the workspaces', async () => {
    const [app, project] = [await bootTestApp(), createRepository()]
    expect(await app.client.workspaces.list()).toEqual([])
    const plain = await runToEnd(app, null, 'folder', { a: ['b.txt=B'] })
    const tree = await runToEnd(app, project, 'worktree', { a: ['b.txt=B'] })
    const list = await app.client.workspaces.list()
    expect(list.map(({ runId, mode, outcome, kept }) => [runId, mode, outcome, kept?.code ?? null])).toEqual([
      [plain, 'folder', 'succeeded', 'E_STATE'],
      [tree, 'worktree', 'succeeded', 'E_STATE'],
    ])
  })
})
