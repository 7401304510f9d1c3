import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { switchyard } from '../support/cli.ts'
import { createTempDir } from '../support/engine.ts'

const lastLine = (text: string): string => text.trimEnd().split('\n').at(-1) ?? ''

describe('switchyard goal', () => {
  it('prints its result: scaffolds and their missing parts, and data with --json', async () => {
    const dataDir = createTempDir()
    const { code, stdout } = await switchyard(['goal', 'A page for our choir'], dataDir)
    expect(code).toBe(5)
    expect(stdout).toContain('Succeeded with gaps: ')
    expect(lastLine(stdout)).toBe('Succeeded with gaps: 2 files are incomplete.')
    expect(stdout).toMatch(
      /! Incomplete file: index\.html \(\S+\): The content, the design and the data of the page/,
    )
    expect(stdout).not.toContain('reached')
    const { stdout: json } = await switchyard(['goal', 'A page for our choir', '--json'], dataDir)
    expect(JSON.parse(json).outcome).toMatchObject({
      outcome: 'scaffolds',
      unfinished: [{ name: 'index.html' }, { name: 'work.test.mjs' }],
    })
  })

  it('asks about an impossible part, and prints its result when it is resumed with the answer', async () => {
    const dataDir = createTempDir()
    const asked = await switchyard(['goal', 'Delete all my files'], dataDir)
    expect([asked.code, lastLine(asked.stdout)]).toEqual([4, 'The goal is still open.'])
    const gate = /gate_\S+/.exec((await switchyard(['gates'], dataDir)).stdout)?.[0] ?? ''
    await switchyard(['answer', gate, 'respond', '--note', 'Write a guide to tidying up'], dataDir)
    const { code, stdout } = await switchyard(['resume'], dataDir)
    expect([code, lastLine(stdout)]).toEqual([5, 'Succeeded with gaps: 1 file is incomplete.'])
  })
})

describe('a goal with uncovered parts', () => {
  const goal = 'A page for our choir and research the best date'

  it('is shown with the parts and waits for a person before work starts', async () => {
    const dataDir = createTempDir()
    const { code, stdout } = await switchyard(['goal', goal, '--max-tasks', '20'], dataDir)
    expect(code).toBe(4)
    expect(stdout).toContain(
      'No task covers "research the best date". Switchyard asks you before work starts.',
    )
    expect(stdout).toContain('No model is set. Switchyard writes an incomplete first version of: web page.')
    const shown = await switchyard(['gates', '--json'], dataDir)
    expect(shown.stdout).toContain('research the best date')
  })

  it('causes a question in a scope; an empty plan fails and is not offered for a run', async () => {
    const dataDir = createTempDir()
    const scoped = await switchyard(['scope', goal], dataDir)
    expect(scoped.code).toBe(0)
    expect(scoped.stdout).toContain('? No task covers "research the best date".')
    const out = `${dataDir}/plan.json`
    const empty = await switchyard(['scope', 'Make us happy', '--out', out], dataDir)
    expect(empty.code).toBe(1)
    expect(empty.stdout).toContain('The plan has no tasks.')
    expect(empty.stdout).not.toContain('Run it')
    expect(existsSync(out)).toBe(false)
  })
})
