import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'vite'
import { generated, table } from './markdown.ts'

const path = 'src-shared/events.ts'

interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [key: string]: unknown
}
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
const nodesOf = (value: unknown): Node[] => (Array.isArray(value) ? value.filter(isNode) : [])
const childOf = (node: Node, name: string): Node => {
  const child = node[name]
  if (!isNode(child)) throw new Error(`${node.type} has no ${name}`)
  return child
}

interface Field {
  readonly name: string
  readonly type: string
  readonly comment: string
}

/** Reference of the events, read from the declaration of their types. */
export function describeEvents(root: string): string {
  const source = readFileSync(join(root, path), 'utf8')
  const { program, comments } = parseSync(path, source)
  const textOf = ({ start, end }: Node) => source.slice(start, end).replace(/\s+/g, ' ')
  /** The doc comment that ends on the line above a member. */
  const commentOf = ({ start }: Node): string =>
    comments
      .filter(({ end }) => end < start && source.slice(end, start).trim() === '')
      .map(({ value }) =>
        value
          .replace(/^\s*\*/gm, ' ')
          .replace(/\s+/g, ' ')
          .trim(),
      )
      .join(' ')
  const interfaces = new Map(
    nodesOf(program.body)
      .map((statement) => (isNode(statement.declaration) ? statement.declaration : statement))
      .filter(({ type }) => type === 'TSInterfaceDeclaration')
      .map((declared) => [String(childOf(declared, 'id').name), declared]),
  )
  const fieldsOfMember = (member: Node): Field => ({
    name: textOf(childOf(member, 'key')),
    type: textOf(childOf(childOf(member, 'typeAnnotation'), 'typeAnnotation')),
    comment: commentOf(member),
  })
  const fieldsOfInterface = (name: string): Field[] => {
    const declared = interfaces.get(name)
    if (declared === undefined) throw new Error(`${path} has no interface ${name}`)
    const parents = nodesOf(declared.extends).map((each) => textOf(childOf(each, 'expression')))
    return [
      ...parents.flatMap(fieldsOfInterface),
      ...nodesOf(childOf(declared, 'body').body).map(fieldsOfMember),
    ]
  }
  const fieldsOf = (type: Node): Field[] => {
    switch (type.type) {
      case 'TSIntersectionType':
        return nodesOf(type.types).flatMap(fieldsOf)
      case 'TSTypeLiteral':
        return nodesOf(type.members).map(fieldsOfMember)
      case 'TSTypeReference': {
        const name = textOf(type)
        return interfaces.has(name) ? fieldsOfInterface(name) : [{ name: '…', type: name, comment: '' }]
      }
      default:
        throw new Error(`${path} has an event of the form ${type.type}`)
    }
  }
  const groups = [...interfaces].filter(([name]) => name.endsWith('Events'))
  const sections = groups.map(([name, declared]) => {
    const about = commentOf(declared)
    const events = nodesOf(childOf(declared, 'body').body).map((member) => {
      const fields = fieldsOf(childOf(childOf(member, 'typeAnnotation'), 'typeAnnotation'))
      const rows = fields.map((field) => [code(field.name), code(field.type), field.comment])
      const comment = commentOf(member)
      const title = `### ${textOf(childOf(member, 'key')).replaceAll("'", '')}`
      return [title, comment, table(['Field', 'Type', 'Meaning'], rows)].filter((part) => part !== '')
    })
    return [`## ${name.replace(/Events$/, ' events')}`, ...(about === '' ? [] : [about]), ...events.flat()]
  })
  return `${[opening, ...sections.flat()].join('\n\n')}\n`
}

const code = (text: string): string => (text === '…' ? text : `\`${text}\``)

const opening = `# Events

${generated(`the types in \`${path}\``)}

The log consists of events. Each event has a number (\`seq\`), a time (\`at\`, in milliseconds since 1970), the id of its command
(\`commandId\`) and a body with a \`type\`. The tables below list the other fields of the body.

To read the log, use \`switchyard log --json\`, the [REST API](rest-api.md#events-and-memory) or [webhooks](../how-to/receive-webhooks.md).`
