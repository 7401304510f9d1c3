import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { switchyard } from '../support/cli.ts'
import { createTempDir } from '../support/engine.ts'

describe('switchyard files', () => {
  it('writes the files of an ended run to a folder, without overwriting', async () => {
    const dataDir = createTempDir()
    const out = join(dataDir, 'out')
    const goal = await switchyard(['goal', 'A page for our choir'], dataDir)
    expect(goal.code).toBe(5)
    expect(goal.stdout).toMatch(/Copy: npx switchyard files run_/)
    const [runId = ''] = /run_[\w-]+/.exec(goal.stdout) ?? []
    const resumed = await switchyard(['resume', runId], dataDir)
    expect(resumed.stdout).toContain(`Files: scope.md, plan.md`)
    const written = await switchyard(['files', '--out', out], dataDir)
    expect(written.code).toBe(0)
    expect(existsSync(join(out, 'scope.md'))).toBe(true)
    const plan = readFileSync(join(out, 'plan.md'), 'utf8')
    const again = await switchyard(['files', '--out', out], dataDir)
    expect(again.stdout).toContain('already exists')
    expect(readFileSync(join(out, 'plan.md'), 'utf8')).toBe(plan)
  })

  it('reports a missing model if one is needed', async () => {
    const dataDir = createTempDir()
    const refused = await switchyard(['goal', 'A page', '--decider', 'model'], dataDir)
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('No model is set')])
    const { stdout } = await switchyard(['goal', 'A page'], dataDir)
    const replayed = await switchyard(['decisions', 'replay', /run_[\w-]+/.exec(stdout)?.[0] ?? ''], dataDir)
    expect([replayed.code, replayed.stderr]).toEqual([2, expect.stringContaining('No model is set')])
  })
})
