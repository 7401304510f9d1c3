import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readPlanFile, readRoster } from '../../src-main/hosts/cli/files.ts'
import { root } from '../support/cli.ts'

const files = readdirSync(join(root, 'resources'), { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(?:plan|agents)\.json$/.test(name))
  .map((name) => join(root, 'resources', name))

describe('the JSON schema of a file', () => {
  it.each(files)('is named by %s, and stands there', (file) => {
    const { $schema } = JSON.parse(readFileSync(file, 'utf8'))
    const kind = file.endsWith('.plan.json') ? 'plan' : 'agents'
    expect($schema).toMatch(new RegExp(`schemas/${kind}\\.schema\\.json$`))
    expect(existsSync(join(dirname(file), $schema))).toBe(true)
  })

  it.each(files)('does not keep %s from being read', (file) => {
    if (file.endsWith('.agents.json')) expect(readRoster(file).length).toBeGreaterThan(0)
    else expect(readPlanFile(file, readFileSync(file, 'utf8'))?.tasks.length).toBeGreaterThan(0)
  })

  it('may be the first field of a plan in YAML', () => {
    const text = [
      '$schema: plan.schema.json',
      'plan_id: p',
      'tasks:',
      '  - task_id: a',
      '    description: A',
      '    required_skills: []',
    ].join('\n')
    expect(readPlanFile('p.yaml', text)).toMatchObject({ plan_id: 'p' })
  })
})
