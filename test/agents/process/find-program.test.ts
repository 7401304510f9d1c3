import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { capture } from '../../../src-main/agents/process/capture.ts'
import { findProgram, foldersOf, listCandidates } from '../../../src-main/agents/process/find-program.ts'
import { failureOfStart } from '../../../src-main/agents/process/not-started.ts'
import { runProgram } from '../../../src-main/agents/process/run-program.ts'
import { systemClock } from '../../../src-main/base/clock.ts'
import { createTempDir } from '../../support/engine.ts'

const nobody = 65_534

/**
 * A folder that this process cannot enter. Root can enter every folder, so root switches to another user for the test.
 */
function createClosedFolder(): string {
  const folder = join(createTempDir(), 'closed')
  mkdirSync(folder, { mode: 0o000 })
  onTestFinished(() => chmodSync(folder, 0o700))
  if (process.geteuid?.() !== 0) return folder
  process.seteuid?.(nobody)
  onTestFinished(() => void process.seteuid?.(0))
  return folder
}

function start(file: string, PATH: string) {
  const program = { file, args: [], cwd: '/', env: { PATH }, marker: 'find/program', input: null }
  const surroundings = { clock: systemClock, stop: new AbortController().signal, hear: async () => {} }
  return runProgram(program, surroundings)
}

describe.skipIf(process.platform === 'win32')('the search for a program on a PATH', () => {
  it('reports a missing program, not a missing permission, if a folder of the PATH is not accessible', async () => {
    const PATH = `${createClosedFolder()}:/usr/bin:/bin`
    const ending = await start('no-such-program', PATH)
    expect(ending).toMatchObject({ type: 'not_started', code: 'ENOENT' })
    if (ending.type !== 'not_started') return
    expect(failureOfStart('no-such-program', ending)).toMatchObject({
      reason: 'agent_missing',
      message: expect.stringContaining('was not found'),
    })
    const tool = { file: 'no-such-program', args: [], cwd: '/', env: { PATH }, timeoutMs: 5000, maxBytes: 10 }
    expect(await capture(tool)).toEqual({ type: 'not_started', code: 'ENOENT' })
  })

  it('finds the program after an inaccessible folder', async () => {
    expect(await start('true', `${createClosedFolder()}:/usr/bin:/bin`)).toEqual({ type: 'exited', code: 0 })
  })

  it('reports a missing execute permission if the only match is not executable', async () => {
    const folder = createTempDir()
    writeFileSync(join(folder, 'tool'), 'no program')
    expect(await start('tool', folder)).toMatchObject({ type: 'not_started', code: 'EACCES' })
  })

  it('ignores files that an earlier task left in the workspace, whatever the PATH contains', async () => {
    const folder = createTempDir()
    mkdirSync(join(folder, 'bin'))
    writeFileSync(join(folder, 'bin/tool'), '#!/bin/sh\n', { mode: 0o755 })
    const before = process.cwd()
    process.chdir(folder)
    onTestFinished(() => process.chdir(before))
    for (const PATH of ['bin', '.', ''])
      expect(await findProgram('tool', { PATH })).toEqual({ type: 'absent' })
  })
})

describe('the search for a program on Windows', () => {
  const path = { PATH: 'C:\\tools;bin;"C:\\Program Files\\tools"', PATHEXT: '.COM;.EXE;.CMD' }

  it("requires an extension of PATHEXT, so npm's shell script next to a .cmd does not match", () => {
    expect(listCandidates('npm', path, true)).toEqual([
      ...['C:\\tools\\npm.COM', 'C:\\tools\\npm.EXE', 'C:\\tools\\npm.CMD'],
      ...['.COM', '.EXE', '.CMD'].map((ending) => `C:\\Program Files\\tools\\npm${ending}`),
    ])
  })

  it('accepts a name with its extension, and tries other extensions last', () => {
    const tools = { ...path, PATH: 'C:\\tools' }
    expect(listCandidates('npm.cmd', tools, true)[0]).toBe('C:\\tools\\npm.cmd')
    expect(listCandidates('python3.12', tools, true)).toEqual([
      ...['python3.12.COM', 'python3.12.EXE', 'python3.12.CMD', 'python3.12'].map(
        (name) => `C:\\tools\\${name}`,
      ),
    ])
    expect(listCandidates('D:\\my tools\\tool', tools, true)).toContain('D:\\my tools\\tool.EXE')
  })

  it('uses the standard extensions if PATHEXT is missing', () => {
    expect(listCandidates('git', { PATH: 'C:\\git' }, true)).toContain('C:\\git\\git.EXE')
  })

  it('ignores relative folders, and accepts quoted folders', () => {
    expect(foldersOf(path, true)).toEqual(['C:\\tools', 'C:\\Program Files\\tools'])
    expect(foldersOf({}, true)).toEqual([])
  })
})
