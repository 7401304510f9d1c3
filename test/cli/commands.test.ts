import { describe, expect, it } from 'vitest'
import { switchyard } from '../support/cli.ts'

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

  it('exits 2 on a command it does not know', async () => {
    expect((await switchyard(['fly'])).code).toBe(2)
  })
})
