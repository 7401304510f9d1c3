import { z } from 'zod'
import { rosterSchema } from '#shared/contract/agents.ts'
import { buildRequestSchema } from '#shared/contract/compat/seed.ts'
import { a2aConfigSchema } from '#shared/model/agents/a2a-agent.ts'
import { acpConfigSchema } from '#shared/model/agents/acp-agent.ts'
import { commandConfigSchema } from '#shared/model/agents/command-agent.ts'
import { modelConfigSchema } from '#shared/model/agents/model-agent.ts'
import { personConfigSchema } from '#shared/model/agents/person-agent.ts'
import { priorities } from '#shared/model/task-definition.ts'
import { scriptSchema } from '../../src-main/agents/scripted/adapter.ts'
import { fieldDescriptions } from './field-descriptions.ts'

/** The part of JSON Schema that the pages read. */
export interface JsonSchema {
  type?: string
  const?: unknown
  enum?: unknown[]
  default?: unknown
  description?: string
  format?: string
  pattern?: string
  minimum?: number
  maximum?: number
  maxLength?: number
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
  oneOf?: JsonSchema[]
  anyOf?: JsonSchema[]
  $ref?: string
  [keyword: string]: unknown
}

/** A table of a page: the schema of one object of the file. */
export interface Section {
  readonly id: string
  readonly title: string
  readonly schema: JsonSchema
}

const schemaOf = (schema: z.ZodType): JsonSchema =>
  // The library's type of a JSON schema is wider than the part that is read here.
  JSON.parse(JSON.stringify(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })))

function at(schema: JsonSchema, ...path: readonly string[]): JsonSchema {
  let found = schema
  for (const name of path) {
    const next = name === '[]' ? found.items : found.properties?.[name]
    if (next === undefined) throw new Error(`The schema has no ${path.join('.')}`)
    found = next
  }
  return found
}

const anyCase = (words: readonly string[]): string =>
  `^(?:${words.map((word) => word.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`)).join('|')})$`

function describe({ id, schema }: Section): void {
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    const description = fieldDescriptions[`${id}.${name}`]
    if (description === undefined) throw new Error(`docs/generate/field-descriptions.ts lacks ${id}.${name}`)
    field.description = description
  }
}

/** JSON schema of plan files, with a section for each of its objects. */
export function readPlanSchema(): { schema: JsonSchema; sections: Section[] } {
  const schema = schemaOf(buildRequestSchema)
  const task = at(schema, 'tasks', '[]')
  // Case does not matter in a plan file; editors offer the lower-case words.
  at(task, 'priority').anyOf = [{ enum: [...priorities] }, { pattern: anyCase(priorities) }]
  delete at(task, 'due_at').pattern
  const sections: Section[] = [
    { id: 'plan', title: 'Plan', schema },
    { id: 'task', title: 'Task', schema: task },
    { id: 'gate', title: 'Gate', schema: at(task, 'gate') },
    { id: 'form', title: 'Form field', schema: at(task, 'gate', 'form', '[]') },
    { id: 'retry', title: 'Retry', schema: at(task, 'retry') },
    { id: 'timeouts', title: 'Timeouts', schema: at(task, 'timeouts') },
    { id: 'money', title: 'Money', schema: at(task, 'cost') },
    ...(at(task, 'done_when', '[]').oneOf ?? []).map((check) => {
      const kind = String(check.properties?.kind?.const)
      return { id: `check_${kind}`, title: `Check: ${kind}`, schema: check }
    }),
  ]
  for (const section of sections) describe(section)
  for (const money of [at(schema, 'budget'), at(task, 'budget')]) {
    describe({ id: 'money', title: 'Money', schema: money })
  }
  return { schema, sections }
}

const configSchemas = {
  command: commandConfigSchema,
  acp: acpConfigSchema,
  model: modelConfigSchema,
  a2a: a2aConfigSchema,
  person: personConfigSchema,
  scripted: scriptSchema,
}

/** JSON schema of agents files. The schema of `config` depends on the kind of the agent. */
export function readAgentsSchema(): { schema: JsonSchema; sections: Section[] } {
  const schema = schemaOf(rosterSchema)
  const agent = at(schema, 'agents', '[]')
  const configs = Object.entries(configSchemas).map(([kind, config]) => ({ kind, config: schemaOf(config) }))
  const configOf = (wanted: string): JsonSchema =>
    configs.find(({ kind }) => kind === wanted)?.config ?? { properties: {} }
  const sections: Section[] = [
    { id: 'agents', title: 'File', schema },
    { id: 'agent', title: 'Agent', schema: agent },
    { id: 'charter', title: 'Charter', schema: at(agent, 'charter') },
    { id: 'price', title: 'Price', schema: at(agent, 'price') },
    { id: 'command', title: 'Config of kind command', schema: configOf('command') },
    { id: 'sandbox', title: 'Sandbox', schema: at(configOf('command'), 'sandbox') },
    { id: 'acp', title: 'Config of kind acp', schema: configOf('acp') },
    { id: 'permissions', title: 'Permissions', schema: at(configOf('acp'), 'permissions') },
    { id: 'model', title: 'Config of kind model', schema: configOf('model') },
    { id: 'tools', title: 'Tools', schema: at(configOf('model'), 'tools') },
    { id: 'mcp', title: 'MCP server', schema: at(configOf('model'), 'mcp', '[]') },
    { id: 'a2a', title: 'Config of kind a2a', schema: configOf('a2a') },
    { id: 'person', title: 'Config of kind person', schema: configOf('person') },
    { id: 'hours', title: 'Working hours', schema: at(configOf('person'), 'hours', '[]') },
    { id: 'form', title: 'Form field', schema: at(configOf('person'), 'form', '[]') },
    { id: 'scripted', title: 'Config of kind scripted', schema: configOf('scripted') },
  ]
  for (const section of sections) describe(section)
  at(agent, 'config').type = 'object'
  delete at(agent, 'config').$ref
  agent.allOf = configs.map(({ kind, config }) => {
    const { $schema: _, $defs, ...rest } = config
    if ($defs !== undefined) schema.$defs = { ...Object(schema.$defs), ...Object($defs) }
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    return { if: { properties: { kind: { const: kind } } }, then: { properties: { config: rest } } }
  })
  return { schema, sections }
}
