import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { sample, switchyard } from '../support/cli.ts'
import { createTempDir } from '../support/engine.ts'

const draft = `$schema: plan.schema.json
plan_id: release
description: To go out.
project_folder: here
tasks:
  - task_id: build
    description: Build it. Done when it starts.
    required_skills: [summarization]
    depends_on: [deploy]
  - task_id: deploy
    description: Deploy it. Done when it answers.
    required_skills: [summarization]
    depends_on: [build]
`

describe('switchyard plan', () => {
  it('checks a draft with a cycle, fixes it in a file, and finds no problems afterwards', async () => {
    const dataDir = createTempDir()
    const file = join(dataDir, 'draft.yaml')
    const out = join(dataDir, 'mended.yaml')
    writeFileSync(file, draft)
    const checked = await switchyard(['plan', 'check', file], dataDir)
    expect(checked.code).toBe(3)
    expect(checked.stdout).toContain('"Build it. Done when it starts." (build) → ')
    expect(checked.stdout).toContain('--fix "cycle:build:deploy/drop_dependency"')
    const safe = await switchyard(['plan', 'fix', file, '--out', out, '--all'], dataDir)
    expect(safe.code).toBe(3)
    expect(safe.stdout).toContain('with --cycles or --fix')
    const mend = ['plan', 'fix', file, '--out', out, '--all', '--cycles', '--json']
    const fixed = await switchyard(mend, dataDir)
    expect(fixed.code).toBe(0)
    expect(JSON.parse(fixed.stdout)).toMatchObject({
      counts: { error: 0, warning: 0, hint: 0 },
      findings: [],
    })
    expect(parse(readFileSync(out, 'utf8'))).toMatchObject({
      $schema: 'plan.schema.json',
      plan_id: 'release',
      description: 'To go out.',
      project_folder: 'here',
      tasks: [{ task_id: 'build' }, { task_id: 'deploy', requires_approval: true, depends_on: ['build'] }],
    })
    expect(readFileSync(file, 'utf8')).toBe(draft)
    const again = await switchyard(['plan', 'check', out, '--json'], dataDir)
    expect(again).toMatchObject({ code: 0 })
    expect(JSON.parse(again.stdout).findings).toEqual([])
  })

  it('applies only the named fixes, and reports the remaining errors', async () => {
    const dataDir = createTempDir()
    const file = join(dataDir, 'tasks.json')
    const out = join(dataDir, 'mended.json')
    writeFileSync(
      file,
      JSON.stringify({ tasks: [{ id: 1, title: 'Deploy it', description: 'Done when up.' }] }),
    )
    const fix = ['--fix', 'ungated_step:1/add_gate']
    const { code, stdout } = await switchyard(['plan', 'fix', file, '--out', out, ...fix], dataDir)
    expect(code).toBe(0)
    expect(stdout).toContain('+ ungated_step:1/add_gate')
    expect(JSON.parse(readFileSync(out, 'utf8')).tasks).toMatchObject([{ requires_approval: true }])
    const unknown = await switchyard(['plan', 'fix', file, '--out', out, '--fix', 'no/such'], dataDir)
    expect(unknown.code).toBe(2)
    const nothing = await switchyard(['plan', 'fix', file, '--out', out], dataDir)
    expect(nothing.code).toBe(2)
  })

  it('finds all invalid fields and fixes safe ones, and `run` points to the check', async () => {
    const dataDir = createTempDir()
    const file = join(dataDir, 'odd.yaml')
    const out = join(dataDir, 'mended.yaml')
    const odd = draft.replace('[deploy]', '[]').replaceAll('depends_on', 'dependencies')
    writeFileSync(file, `${odd}    requires_approval: 'yes'\nparallel_limt: 4\n`)
    const checked = await switchyard(['plan', 'check', file], dataDir)
    expect(checked.code).toBe(3)
    expect(checked.stdout).toContain('release: 4 errors, 0 warnings, 0 hints')
    expect(checked.stdout).toContain('"deploy": Unknown field "dependencies" in tasks[1].')
    const run = await switchyard(['run', file], dataDir)
    expect(run.code).toBe(2)
    expect(run.stderr).toContain(`npx switchyard plan check ${JSON.stringify(file)}`)
    expect((await switchyard(['plan', 'fix', file, '--out', out, '--all'], dataDir)).code).toBe(0)
    expect(parse(readFileSync(out, 'utf8'))).toMatchObject({
      parallel_limit: 4,
      tasks: [{}, { depends_on: ['build'], requires_approval: true }],
    })
  })

  it('also checks a plan that cannot be built', async () => {
    const dataDir = createTempDir()
    const file = join(dataDir, 'draft.yaml')
    writeFileSync(file, draft.replace('project_folder: here\n', ''))
    const { code, stderr } = await switchyard(['run', file], dataDir)
    expect(code).toBe(2)
    expect(stderr).toContain('E_DEP_CYCLE')
    expect(stderr).toContain('plan check')
  })

  it('reports a skill without an agent, unless the given roster has the skill', async () => {
    const dataDir = createTempDir()
    const file = sample('missing-skill.plan.json')
    const checked = await switchyard(['plan', 'check', file, '--json'], dataDir)
    expect(checked.code).toBe(3)
    expect(JSON.parse(checked.stdout).findings[0]).toMatchObject({ code: 'unknown_skill' })
    const skills = ['summarization', 'memory_search', 'translation']
    const roster = join(dataDir, 'one.agents.json')
    writeFileSync(roster, JSON.stringify({ agents: [{ id: 'ada', name: 'Ada', kind: 'external', skills }] }))
    const able = await switchyard(['plan', 'check', file, '--agents', roster, '--json'], dataDir)
    expect(able.code).toBe(0)
  })
})

describe('a plan with a condition', () => {
  const task = (id: string, more: object = {}) => ({
    ...{ task_id: id, title: `Write chapter ${id}`, description: 'Done when it is there.' },
    ...{ required_skills: ['summarization'], ...more },
  })
  const tasks = [
    task('check'),
    task('fix', { depends_on: ['check'], condition: 'failure' }),
    task('publish', { depends_on: ['check', 'fix'], join: 'all_succeeded' }),
  ]

  it('is simulated in both directions by plan check, and run names predictable skips before it starts', async () => {
    const dataDir = createTempDir()
    const file = join(dataDir, 'branch.plan.json')
    writeFileSync(file, JSON.stringify({ plan_id: 'branch', tasks }))
    const checked = await switchyard(['plan', 'check', file], dataDir)
    expect(checked.stdout).toContain('is skipped whenever "Write chapter fix" (fix) is skipped')
    expect(checked.stdout).toContain(
      [
        'Conditions, with both results:',
        '  If every task succeeds:',
        '    Runs: check',
        '    Skipped: fix, publish',
        '  If check fails:',
        '    Runs: fix',
        '    Skipped: publish',
      ].join('\n'),
    )
    const run = await switchyard(['run', file], dataDir)
    expect(run.stdout.indexOf('is skipped whenever')).toBeGreaterThan(-1)
    expect(run.stdout.indexOf('is skipped whenever')).toBeLessThan(run.stdout.indexOf('Run run_'))
  }, 90_000)
})
