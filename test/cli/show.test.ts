import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { switchyard } from '../support/cli.ts'
import { createTempDir } from '../support/engine.ts'

const planFile = (dir: string, name: string, plan: object): string => {
  const file = join(dir, name)
  writeFileSync(file, JSON.stringify(plan))
  return file
}
const task = { task_id: 'a', description: 'Summarise: one. Two. Three.', required_skills: ['summarization'] }

describe('switchyard show', () => {
  it('lists runs, and shows tasks and a result', async () => {
    const dataDir = createTempDir()
    const file = planFile(dataDir, 'p.json', { plan_id: 'p', title: 'Mine', tasks: [task] })
    const run = await switchyard(['run', file, '--json'], dataDir)
    expect(run.code).toBe(0)
    const listed = await switchyard(['runs', '--json'], dataDir)
    const [{ id }] = JSON.parse(listed.stdout)
    expect((await switchyard(['runs'], dataDir)).stdout).toContain('Mine')
    expect((await switchyard(['show', id], dataDir)).stdout).toMatch(/Mine: Succeeded, 1 of 1 done/)
    const shown = await switchyard(['show', id, 'a'], dataDir)
    expect(shown.stdout).toMatch(/attempt 1 by \w+: done/)
    expect(shown.stdout.split('\n').length).toBeGreaterThan(3)
    expect(shown.stdout).not.toContain('verified')
  })

  it('distinguishes verified results, and prints a line for each failed check', async () => {
    const dataDir = createTempDir()
    const checks = { done_when: [{ kind: 'schema', schema: { type: 'object' } }] }
    const misfit = { kind: 'schema', schema: { type: 'string' } }
    const tasks = [
      { ...task, ...checks },
      { ...task, task_id: 'b', done_when: [misfit, misfit] },
    ]
    const file = planFile(dataDir, 'p.json', { plan_id: 'p', tasks })
    const run = await switchyard(['run', file], dataDir)
    expect(run.code).toBe(1)
    expect(run.stdout).toMatch(/\n {2}b failed\. .*2 of 2 checks failed\.\n {4}- .*\n {4}- /)
    const [, id] = /^Run (\S+)/.exec(run.stdout) ?? []
    expect((await switchyard(['show', id ?? '', 'a'], dataDir)).stdout).toMatch(/by \w+: done, verified/)
  })
})

describe('a plan file of Switchyard', () => {
  it('is imported, and is a part of another plan by its id', async () => {
    const dataDir = createTempDir()
    const inner = planFile(dataDir, 'inner.json', { plan_id: 'wash-up', tasks: [task] })
    const outer = planFile(dataDir, 'outer.json', {
      plan_id: 'dinner',
      tasks: [{ task_id: 'clean', description: 'Clean', required_skills: [], sub_plan: 'wash-up' }],
    })
    const early = await switchyard(['run', outer], dataDir)
    expect(early).toMatchObject({ code: 2, stderr: expect.stringContaining('switchyard import') })
    const imported = await switchyard(['import', inner, '--json'], dataDir)
    expect(JSON.parse(imported.stdout)).toMatchObject({
      format: 'switchyard',
      plans: [{ key: 'wash-up', tasks: 1 }],
    })
    expect((await switchyard(['run', outer], dataDir)).code).toBe(0)
  })
})
