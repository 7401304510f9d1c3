import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root, sample, switchyard } from '../support/cli.ts'
import { createTempDir } from '../support/engine.ts'

describe('switchyard import', () => {
  const data = join(root, '../shared/data/taskmaster/tw-enigma.json')

  it.skipIf(!existsSync(data))(
    'imports a real plan of 289 nodes and finishes all of it in dependency order',
    async () => {
      const dataDir = createTempDir()
      const imported = await switchyard(['import', data, '--json'], dataDir)
      expect(imported.code).toBe(0)
      const [plan] = JSON.parse(imported.stdout).plans
      expect(plan).toMatchObject({ tasks: 39, edges: 72, roots: 1, longest_path: 14, cycles: 0, dangling: 0 })
      const ran = await switchyard(
        ['run', plan.plan_id, '--agents', sample('scripted.agents.json'), '--json'],
        dataDir,
      )
      expect(ran.code).toBe(0)
      const { tasks } = JSON.parse(ran.stdout).run
      expect(tasks).toHaveLength(289)
      const byKey = new Map<
        string,
        { status: string; started_at: number; ended_at: number; depends_on: string[] }
      >(tasks.map((task: { task_id: string }) => [task.task_id, task]))
      for (const task of byKey.values()) {
        expect(task.status).toBe('done')
        for (const key of task.depends_on)
          expect(byKey.get(key)?.ended_at).toBeLessThanOrEqual(task.started_at)
      }
    },
  )

  it('keeps nothing on a dry run', async () => {
    const dataDir = createTempDir()
    const file = join(dataDir, 'tasks.json')
    writeFileSync(file, JSON.stringify({ tasks: [{ id: 1, title: 'One', dependencies: [7] }] }))
    const { code, stdout } = await switchyard(['import', file, '--dry-run', '--json'], dataDir)
    expect(code).toBe(0)
    const report = JSON.parse(stdout)
    expect(report).toMatchObject({ format: 'taskmaster', plans: [{ tasks: 1, dangling: 1, plan_id: null }] })
    expect(report.warnings.map(({ code: name }: { code: string }) => name)).toContain('dangling_dependency')
    const log = await switchyard(['log', '--json'], dataDir)
    expect(log.stdout).not.toContain('plan.published')
  })
})
