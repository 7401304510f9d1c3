import { describe, expect, it } from 'vitest'
import { switchyard } from '../support/cli.ts'
import { createTempDir } from '../support/engine.ts'

const lastLine = (text: string): string => text.trimEnd().split('\n').at(-1) ?? ''

describe('switchyard goal', () => {
  it('ends with what it came to: scaffolds, after what each of them lacks, and as data with --json', async () => {
    const dataDir = createTempDir()
    const { code, stdout } = await switchyard(['goal', 'A page for our choir'], dataDir)
    expect(code).toBe(0)
    expect(lastLine(stdout)).toBe('Finished with files that are only begun: 2 still need work.')
    expect(stdout).toMatch(/! index\.html: What the page is for/)
    expect(stdout).not.toContain('reached')
    const { stdout: json } = await switchyard(['goal', 'A page for our choir', '--json'], dataDir)
    expect(JSON.parse(json).outcome).toMatchObject({
      outcome: 'scaffolds',
      unfinished: [{ name: 'index.html' }, { name: 'work.test.mjs' }],
    })
  })

  it('asks where nobody does what is wanted, and says what it came to when it is resumed with the answer', async () => {
    const dataDir = createTempDir()
    const asked = await switchyard(['goal', 'Delete all my files'], dataDir)
    expect([asked.code, lastLine(asked.stdout)]).toEqual([4, 'The goal is still open.'])
    const gate = /gate_\S+/.exec((await switchyard(['gates'], dataDir)).stdout)?.[0] ?? ''
    await switchyard(['answer', gate, 'respond', '--note', 'Write a guide to tidying up'], dataDir)
    const { code, stdout } = await switchyard(['resume'], dataDir)
    expect([code, lastLine(stdout)]).toEqual([
      0,
      'Finished with files that are only begun: 1 still needs work.',
    ])
  })
})
