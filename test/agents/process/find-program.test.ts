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

describe.skipIf(process.platform === 'win32')('a program that is looked for on a PATH', () => {
  it('is not found, rather than not executable, where a folder of the PATH may not be entered', async () => {
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

  it('is found behind a folder that may not be entered', async () => {
    expect(await start('true', `${createClosedFolder()}:/usr/bin:/bin`)).toEqual({ type: 'exited', code: 0 })
  })

  it('may not be executed where the only file of that name is none', async () => {
    const folder = createTempDir()
    writeFileSync(join(folder, 'tool'), 'no program')
    expect(await start('tool', folder)).toMatchObject({ type: 'not_started', code: 'EACCES' })
  })

  it('is not what an earlier task left in the workspace, whatever the PATH says', async () => {
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

describe('a program that is looked for on Windows', () => {
  const path = { PATH: 'C:\\tools;bin;"C:\\Program Files\\tools"', PATHEXT: '.COM;.EXE;.CMD' }

  it('has an ending of PATHEXT: the shell script that npm puts beside a .cmd is none', () => {
    expect(listCandidates('npm', path, true)).toEqual([
      ...['C:\\tools\\npm.COM', 'C:\\tools\\npm.EXE', 'C:\\tools\\npm.CMD'],
      ...['.COM', '.EXE', '.CMD'].map((ending) => `C:\\Program Files\\tools\\npm${ending}`),
    ])
  })

  it('may be named with its ending, and one that is no ending of a program comes last', () => {
    const tools = { ...path, PATH: 'C:\\tools' }
    expect(listCandidates('npm.cmd', tools, true)[0]).toBe('C:\\tools\\npm.cmd')
    expect(listCandidates('python3.12', tools, true)).toEqual([
      ...['python3.12.COM', 'python3.12.EXE', 'python3.12.CMD', 'python3.12'].map(
        (name) => `C:\\tools\\${name}`,
      ),
    ])
    expect(listCandidates('D:\\my tools\\tool', tools, true)).toContain('D:\\my tools\\tool.EXE')
  })

  it('has the usual endings where PATHEXT is missing', () => {
    expect(listCandidates('git', { PATH: 'C:\\git' }, true)).toContain('C:\\git\\git.EXE')
  })

  it('is looked for in no relative folder, and in folders that stand in quotes', () => {
    expect(foldersOf(path, true)).toEqual(['C:\\tools', 'C:\\Program Files\\tools'])
    expect(foldersOf({}, true)).toEqual([])
  })
})
