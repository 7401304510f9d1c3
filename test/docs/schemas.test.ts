import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Validator } from '@cfworker/json-schema'
import { describe, expect, it } from 'vitest'
import { readPlanFile, readRoster } from '../../src-main/hosts/cli/files.ts'
import { root } from '../support/cli.ts'

const files = readdirSync(join(root, 'resources'), { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(?:plan|agents)\.json$/.test(name))
  .map((name) => join(root, 'resources', name))

describe('the JSON schema of a file', () => {
  it.each(files)('is named by %s, and exists', (file) => {
    const { $schema } = JSON.parse(readFileSync(file, 'utf8'))
    const kind = file.endsWith('.plan.json') ? 'plan' : 'agents'
    expect($schema).toMatch(new RegExp(`schemas/${kind}\\.schema\\.json$`))
    expect(existsSync(join(dirname(file), $schema))).toBe(true)
  })

  it.each(files)('does not affect the reading of %s', (file) => {
    if (file.endsWith('.agents.json')) expect(readRoster(file).length).toBeGreaterThan(0)
    else expect(readPlanFile(file, readFileSync(file, 'utf8'))?.tasks.length).toBeGreaterThan(0)
  })

  it.each(files)('accepts %s, and refuses an unknown field', (file) => {
    const content = JSON.parse(readFileSync(file, 'utf8'))
    const schema = JSON.parse(readFileSync(join(dirname(file), content.$schema), 'utf8'))
    const validator = new Validator(schema, '2020-12')
    expect(validator.validate(content)).toMatchObject({ valid: true })
    expect(validator.validate({ ...content, unknown: 1 }).valid).toBe(false)
  })

  it('depends on the kind of an agent', () => {
    const schema = JSON.parse(readFileSync(join(root, 'resources/schemas/agents.schema.json'), 'utf8'))
    const agent = { id: 'a', name: 'A', kind: 'command', skills: [] }
    const isValid = (config: object) =>
      new Validator(schema, '2020-12').validate({ agents: [{ ...agent, config }] }).valid
    expect(isValid({ command: ['node', '--version'] })).toBe(true)
    expect(isValid({ command: [] })).toBe(false)
    expect(isValid({ command: ['node'], permissions: {} })).toBe(false)
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
