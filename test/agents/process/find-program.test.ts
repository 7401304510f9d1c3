import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { capture } from '../../../src-main/agents/process/capture.ts'
import { findProgram } from '../../../src-main/agents/process/find-program.ts'
import { failureOfStart } from '../../../src-main/agents/process/not-started.ts'
import { runProgram } from '../../../src-main/agents/process/run-program.ts'
import { systemClock } from '../../../src-main/base/clock.ts'
import { createTempDir } from '../../support/engine.ts'

const nobody = 65_534

/** A folder that this process may not enter: root may enter every one, and becomes somebody else for the test. */
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
