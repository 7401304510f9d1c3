import { z } from 'zod'
import { buildRequestSchema } from '#shared/contract/compat/seed.ts'

/** A field of a plan file, derived from the schema. */
export interface SchemaField {
  readonly name: string
  readonly type: string
  readonly isRequired: boolean
  /** The allowed values, if there are only a few. */
  readonly choices: readonly string[]
}

const nodeSchema = z.object({
  type: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  required: z.array(z.string()).optional(),
  get properties() {
    return z.record(z.string(), nodeSchema).optional()
  },
  get items() {
    return nodeSchema.optional()
  },
  get anyOf() {
    return z.array(nodeSchema).optional()
  },
  get oneOf() {
    return z.array(nodeSchema).optional()
  },
})
type Node = z.infer<typeof nodeSchema>

const root = nodeSchema.parse(z.toJSONSchema(buildRequestSchema, { io: 'input', unrepresentable: 'any' }))

/** The fields allowed inside a context of nested names: `['tasks', 'gate']`. */
export function fieldsIn(context: readonly string[]): SchemaField[] {
  let nodes: readonly Node[] = [root]
  for (const name of context)
    nodes = nodes.flatMap(alternatives).flatMap((node) => node.properties?.[name] ?? [])
  const found = new Map<string, SchemaField>()
  for (const node of nodes.flatMap(alternatives)) {
    for (const [name, field] of Object.entries(node.properties ?? {})) {
      found.set(name, {
        name,
        type: typeOf(field),
        isRequired: node.required?.includes(name) ?? false,
        choices: choicesOf(name, field),
      })
    }
  }
  return [...found.values()]
}

export const fieldIn = (context: readonly string[], name: string): SchemaField | undefined =>
  fieldsIn(context).find((field) => field.name === name)

/** Expands a schema node: all forms of a union, the items of a list, or the node itself. */
const alternatives = (node: Node): Node[] => {
  const forms = [...(node.anyOf ?? []), ...(node.oneOf ?? [])]
  if (forms.length > 0) return forms.flatMap(alternatives)
  return node.items === undefined ? [node] : alternatives(node.items)
}

function typeOf(node: Node): string {
  const forms = [...(node.anyOf ?? []), ...(node.oneOf ?? [])]
  if (forms.length > 0) return [...new Set(forms.map(typeOf))].join(' | ')
  if (node.type === 'array') return node.items === undefined ? 'list' : `list of ${typeOf(node.items)}`
  return node.type ?? 'any'
}

/** Values of fields that the schema declares as plain text and validates later. */
const known: Readonly<Record<string, readonly string[]>> = {
  priority: ['critical', 'high', 'medium', 'low'],
  condition: ['success', 'failure', 'always'],
}

function choicesOf(name: string, node: Node): readonly string[] {
  if (node.type === 'boolean') return ['true', 'false']
  const words = [node, ...(node.anyOf ?? [])].flatMap(({ enum: each = [], const: one }) =>
    one === undefined ? each : [one],
  )
  return words.length > 0 ? words.map(String) : (known[name] ?? [])
}
