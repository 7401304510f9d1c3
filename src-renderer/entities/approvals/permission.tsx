import { z } from 'zod'
import type { Json } from '#shared/model/json.ts'
import { words } from '#shared/words/words.ts'
import { DiffText } from '../../ui/text/diff-text.tsx'
import { diffOf } from '../../ui/text/line-diff.ts'
import { MonoBox } from '../../ui/text/mono-box.tsx'
import { visible } from '../../ui/visible-characters.ts'
import { Facts } from './fact-rows.tsx'

const { permission } = words.inbox
const { facts } = permission

const changeSchema = z.strictObject({
  path: z.string(),
  /** Null for a new file. */
  oldText: z.string().nullable(),
  newText: z.string(),
})
type FileChange = z.infer<typeof changeSchema>

const agentSchema = z.looseObject({
  agent: z.string(),
  title: z.string().nullable(),
  kind: z.string().nullable(),
  paths: z.array(z.string()),
  changes: z.array(changeSchema),
})
const toolSchema = z.looseObject({ tool: z.string(), server: z.string().nullable(), arguments: z.json() })
const mailSchema = z.looseObject({
  server: z.string(),
  from: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  body: z.string(),
})

/**
 * A permission request in readable fields. `rest` holds all other fields, because every field is part of the decision.
 */
interface Permission {
  /** Each fact is shown in one line. */
  readonly facts: readonly (readonly [name: string, value: string])[]
  /** A command line or the body of a mail, shown verbatim. */
  readonly text: { readonly name: string; readonly value: string } | null
  readonly changes: readonly FileChange[]
  readonly rest: Json
}

/** Reads the subject of a permission; null for an unknown form. */
export function readPermission(subject: Json): Permission | null {
  const agent = agentSchema.safeParse(subject).data
  if (agent !== undefined) return ofAgent(agent)
  const tool = toolSchema.safeParse(subject).data
  if (tool !== undefined) return ofTool(tool)
  const mail = mailSchema.safeParse(subject).data
  return mail === undefined ? null : ofMail(mail)
}

function ofAgent({ agent, title, kind, paths, changes, ...rest }: z.infer<typeof agentSchema>): Permission {
  const said: [string, string][] = [
    [facts.who, agent],
    [facts.what, title ?? permission.saysNothing],
    ...(kind === null ? [] : [[facts.kind, words.tools.name(kind)] satisfies [string, string]]),
    ...paths.map((path): [string, string] => [facts.where, path]),
  ]
  const command = kind === 'execute' ? commandIn(rest.input) : null
  return { facts: said, text: command, changes, rest: restOf(command === null ? rest : withoutCommand(rest)) }
}

function ofTool({ tool, server, arguments: given, ...rest }: z.infer<typeof toolSchema>): Permission {
  const said: [string, string][] = [
    [facts.tool, server === null ? words.tools.name(tool) : tool],
    [facts.of, server === null ? permission.ownTool : permission.server(server)],
  ]
  return { facts: said, text: null, changes: [], rest: restOf({ arguments: given, ...rest }) }
}

function ofMail({ server, from, to, subject, body, ...rest }: z.infer<typeof mailSchema>): Permission {
  const said: [string, string][] = [
    [facts.from, from],
    ...to.map((address): [string, string] => [facts.to, address]),
    [facts.subject, subject],
    [facts.sentBy, server],
  ]
  return { facts: said, text: { name: permission.mail, value: body }, changes: [], rest: restOf(rest) }
}

const commandSchema = z.object({ command: z.union([z.string(), z.array(z.string())]) })

function commandIn(input: unknown): Permission['text'] {
  const found = commandSchema.safeParse(input).data?.command
  if (found === undefined) return null
  return { name: permission.command, value: typeof found === 'string' ? found : commandLineOf(found) }
}

/** Drops the command, which is already shown verbatim. */
function withoutCommand({ input, ...rest }: { readonly [key: string]: unknown }) {
  const { command: _shown, ...others } = z.looseObject({}).parse(input)
  return Object.keys(others).length === 0 ? rest : { ...rest, input: others }
}

/** Joins arguments without changing them. Arguments with special characters are quoted. */
export const commandLineOf = (argv: readonly string[]): string =>
  argv.map((part) => (/^[\w@%+=:,./-]+$/.test(part) ? part : JSON.stringify(part))).join(' ')

/** Drops empty values; null if none remain. */
function restOf(rest: { readonly [key: string]: unknown }): Json {
  const said = Object.entries(rest).filter(([, value]) => !isEmpty(value))
  return said.length === 0 ? null : z.json().parse(Object.fromEntries(said))
}

const isEmpty = (value: unknown): boolean => value === null || (Array.isArray(value) && value.length === 0)

const { permission: say } = words.inbox

/** A permission request: readable facts first, then all other fields. */
export function PermissionView({ subject }: { subject: Json }) {
  const read = readPermission(subject)
  if (read === null) return <Whole name={say.title} value={subject} />
  const { facts, text, changes, rest } = read
  return (
    <section aria-label={say.title} className="flex flex-col gap-3">
      <Facts
        rows={facts.map(([name, value]) => [name, visible(value)])}
        className="rounded-md border border-line bg-surface p-3"
      />
      {text !== null && (
        <div>
          <h4 className="mb-1 text-muted">{text.name}</h4>
          <MonoBox text={visible(text.value)} copyLabel={say.copy} isWrapped />
        </div>
      )}
      {changes.map((change, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: one file may be changed twice
        <ChangeView key={`${change.path} ${index}`} change={change} />
      ))}
      {rest !== null && <Whole name={say.rest} value={rest} />}
    </section>
  )
}

function ChangeView({ change: { path, oldText, newText } }: { change: FileChange }) {
  const name = visible(path)
  return (
    <div>
      <h4 className="mb-1 break-words text-muted">
        {oldText === null ? say.newFile : say.changeOf} <span className="font-mono text-sm">{name}</span>
      </h4>
      <DiffText label={say.changeOfFile(name)} blocks={diffOf(oldText, newText)} />
    </div>
  )
}

function Whole({ name, value }: { name: string; value: Json }) {
  return (
    <div>
      <h4 className="mb-1 text-muted">{name}</h4>
      <MonoBox text={visible(JSON.stringify(value, null, 2))} copyLabel={say.copyJson} isWrapped />
    </div>
  )
}
