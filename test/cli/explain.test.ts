import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sample, switchyard } from '../support/cli.ts'
import { createTempDir } from '../support/engine.ts'

describe('switchyard explain', () => {
  it('prints the answer, then the dependencies and the helpful commands', async () => {
    const dataDir = createTempDir()
    const plan = join(dataDir, 'gated.plan.json')
    const tasks = [
      {
        task_id: 'a',
        description: 'Reflect: once',
        required_skills: ['reflection'],
        requires_approval: true,
      },
      { task_id: 'b', description: 'Reflect: twice', required_skills: ['reflection'], depends_on: ['a'] },
    ]
    writeFileSync(plan, JSON.stringify({ plan_id: 'gated', tasks }))
    await switchyard(['run', plan], dataDir)

    const { code, stdout } = await switchyard(['explain', '--task', 'b'], dataDir)
    expect(code).toBe(0)
    const [which, first, ...lines] = stdout.split('\n')
    expect(which).toMatch(/^gated \(run_\S+\)$/)
    expect(first).toMatch(
      /^Nothing is running\. The approval of "Reflect: once" has been open for .* unblocks 1 task, then 1 more\.$/,
    )
    expect(lines.join('\n')).toMatch(
      /\n {2}b {2}Waiting for "Reflect: once"\.\n {2}a {2}Waiting for an approval\.\n/,
    )
    expect(stdout).toMatch(/Waiting\n {5}2 {2}The approval of "Reflect: once" /)
    expect(stdout).toMatch(/npx switchyard answer gate_\S+\.a\.1 <answer>/)

    const json = JSON.parse((await switchyard(['explain', '--json'], dataDir)).stdout)
    expect(json).toMatchObject({ running: 0, waiting: 2, isStuck: true, path: null })
  })

  it('explains the newest open run, and names it', async () => {
    const dataDir = createTempDir()
    const plan = join(dataDir, 'stuck.plan.json')
    const task = { task_id: 'a', description: 'Translate', required_skills: ['klingon'] }
    writeFileSync(plan, JSON.stringify({ plan_id: 'stuck', title: 'Stuck', tasks: [task] }))
    await switchyard(['run', plan], dataDir)
    await switchyard(['run', sample('onboarding.plan.json')], dataDir)
    expect((await switchyard(['explain'], dataDir)).stdout).toMatch(
      /^Stuck \(run_\S+\)\nNothing is running\./,
    )
  })

  it('reports an ended run and an unknown run', async () => {
    const dataDir = createTempDir()
    await switchyard(['run', sample('onboarding.plan.json')], dataDir)
    expect((await switchyard(['explain'], dataDir)).stdout).toMatch(
      / \(run_\S+\)\nThe run ended: Succeeded\.\n$/,
    )
    expect((await switchyard(['explain', 'run_none'], dataDir)).code).toBe(2)
  })
})
