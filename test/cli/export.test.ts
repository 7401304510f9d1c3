import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { switchyard } from '../support/cli.ts'
import { createTempDir } from '../support/engine.ts'

describe('switchyard export', () => {
  it('prints a plan that was imported from a diagram, reports the losses, and writes it to a file', async () => {
    const dataDir = createTempDir()
    const drawn = join(dataDir, 'plan.yaml')
    writeFileSync(
      drawn,
      'plan_id: dinner\ntasks:\n  - {task_id: buy, description: Buy food, required_skills: [shopping]}\n  - task_id: cook\n    description: Cook\n    required_skills: []\n    depends_on: [buy]\n',
    )
    const imported = await switchyard(['import', drawn, '--json'], dataDir)
    expect(imported.code).toBe(0)
    const [{ plan_id: planId }] = JSON.parse(imported.stdout).plans
    const printed = await switchyard(['export', planId, '--format', 'mermaid'], dataDir)
    expect(printed.code).toBe(0)
    expect(printed.stdout).toContain('flowchart TD\n  buy["Buy food"]\n  cook["Cook"]\n  buy --> cook\n')
    expect(printed.stderr).toContain('(skills_not_kept)')
    const out = join(dataDir, 'out.dot')
    const written = await switchyard(['export', planId, '--format', 'dot', '--out', out], dataDir)
    expect(written).toMatchObject({ code: 0, stdout: '' })
    expect(readFileSync(out, 'utf8')).toContain('"buy" -> "cook"')
    const again = await switchyard(['import', out, '--dry-run', '--json'], dataDir)
    expect(JSON.parse(again.stdout)).toMatchObject({ format: 'dot', plans: [{ tasks: 2, edges: 1 }] })
  })

  it('refuses an unknown format, an unknown plan and a missing folder', async () => {
    const dataDir = createTempDir()
    expect((await switchyard(['export', 'plan_1', '--format', 'pdf'], dataDir)).code).toBe(2)
    expect(await switchyard(['export', 'plan_1'], dataDir)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('E_NOT_FOUND'),
    })
  })
})
