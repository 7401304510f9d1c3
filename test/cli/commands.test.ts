import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root, sample, switchyard } from '../support/cli.ts'
import { createTempDir } from '../support/engine.ts'

describe('switchyard', () => {
  it('prints help with examples', async () => {
    const { code, stdout } = await switchyard(['--help'])
    expect(code).toBe(0)
    expect(stdout).toContain('Examples:')
    expect(stdout).toContain('Exit codes:')
  })

  it.each(['abc', '99999', '-1'])('refuses the port %s', async (port) => {
    const { code, stderr } = await switchyard(['serve', `--port=${port}`])
    expect({ code, isStack: stderr.includes('at ') && stderr.includes('.ts:') }).toEqual({
      code: 2,
      isStack: false,
    })
  })

  it('exits with 2 for an unknown command', async () => {
    expect((await switchyard(['fly'])).code).toBe(2)
  })

  it('completes its work silently when the output is closed', async () => {
    const dataDir = createTempDir()
    const program = join(root, 'src-main/hosts/cli/switchyard.mjs')
    const child = spawn(process.execPath, [program, 'run', sample('onboarding.plan.json')], {
      env: { ...process.env, SWITCHYARD_DATA_DIR: dataDir },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    child.stderr.on('data', (chunk) => {
      said += chunk
    })
    child.stdout.once('data', () => child.stdout.destroy())
    expect(await once(child, 'close')).toEqual([0, null])
    expect(said).toBe('')
    const { stdout } = await switchyard(['runs', '--json'], dataDir)
    expect(JSON.parse(stdout)[0].status).toBe('done')
  })
})
