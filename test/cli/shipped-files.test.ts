import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { switchyard } from '../support/cli.ts'
import { createTempDir } from '../support/engine.ts'

describe('a command outside the folder of Switchyard', () => {
  it('runs a sample by its name, with its project folder', async () => {
    const [dataDir, cwd] = [createTempDir(), createTempDir()]
    const { code, stdout } = await switchyard(['run', 'onboarding', '--json'], dataDir, cwd)
    expect(code).toBe(0)
    expect(JSON.parse(stdout).run.tasks[0].result.text).toMatch(/VPN/)
  })

  it('finds shipped files by the paths of the documentation, also rosters', async () => {
    const [dataDir, cwd] = [createTempDir(), createTempDir()]
    const programs = 'resources/samples/programs'
    const checked = await switchyard(
      ['plan', 'check', `${programs}/versions.plan.json`, '--agents', `${programs}/programs.agents.json`],
      dataDir,
      cwd,
    )
    expect(checked).toMatchObject({ code: 0, stderr: '' })
    const imported = await switchyard(['import', 'resources/samples/tasks.json', '--dry-run'], dataDir, cwd)
    expect(imported).toMatchObject({ code: 0, stderr: '' })
  })

  it('prefers a file of the working folder to a sample with the same name', async () => {
    const [dataDir, cwd] = [createTempDir(), createTempDir()]
    writeFileSync(join(cwd, 'onboarding'), 'nothing that is a plan')
    const { code } = await switchyard(['run', 'onboarding'], dataDir, cwd)
    expect(code).toBe(2)
  })

  it('names the given file if neither exists', async () => {
    const { code, stderr } = await switchyard(['run', 'onbording'], createTempDir(), createTempDir())
    expect(code).toBe(2)
    expect(stderr).toContain('Cannot read onbording: no such file.')
  })

  it('reaches no file outside the shipped files', async () => {
    const { code, stderr } = await switchyard(
      ['import', 'resources/../package.json', '--dry-run'],
      createTempDir(),
      createTempDir(),
    )
    expect(code).toBe(2)
    expect(stderr).toContain('no such file')
  })
})
