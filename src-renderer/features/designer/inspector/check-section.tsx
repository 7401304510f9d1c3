import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { type Check, checkSchema } from '#shared/model/check.ts'
import { describeIssue } from '#shared/words/issue-text.ts'
import { words } from '#shared/words/words.ts'
import { Button, IconButton } from '../../../ui/controls/button.tsx'
import { ChoiceField, Fault, TextArea } from '../../../ui/controls/field.tsx'
import { useRoster } from '../roster/roster.ts'
import { Section } from './section.tsx'
import type { TaskFormProps } from './task-fields.ts'
import { LeftText } from './text-fields.tsx'
import { SharedChoice, sharedOf } from './value-fields.tsx'

const text = words.designer.checks
const kinds = ['file', 'schema', 'command', 'reviewer'] as const
type Kind = (typeof kinds)[number]

/** Checks of the task result. */
export function CheckSection({ tasks, onSet, faultOf }: TaskFormProps) {
  const shared = sharedOf(tasks, ({ doneWhen }) => doneWhen ?? [])
  const fault = faultOf('checks')
  if (shared.is === 'mixed') {
    return (
      <Section id="checks" title={text.title} summary={words.designer.several}>
        <p className="text-muted">{text.differ}</p>
        <Button onClick={() => onSet({ doneWhen: undefined }, text.title)}>{text.removeAll}</Button>
      </Section>
    )
  }
  const checks = shared.value
  const set = (next: readonly Check[]) =>
    onSet({ doneWhen: next.length === 0 ? undefined : [...next] }, text.title)
  return (
    <Section
      id="checks"
      title={text.title}
      summary={checks.length === 0 ? text.none : words.designer.hasChecks(checks.length)}
      isFaulty={fault !== undefined}
    >
      <Fault text={fault} />
      <CheckList checks={checks} onChange={set} />
    </Section>
  )
}

function CheckList({ checks, onChange }: { checks: readonly Check[]; onChange: (checks: Check[]) => void }) {
  const { agents } = useRoster()
  const firstOf = (kind: Kind): Check => {
    const programs = agents.filter((agent) => agent.kind === 'command')
    const agent = (kind === 'command' ? programs[0] : agents[0])?.id ?? text.anAgent
    if (kind === 'file') return { kind, path: text.aFile }
    if (kind === 'schema') return { kind, schema: { type: 'object' } }
    return { kind, agent }
  }
  return (
    <>
      <ul className="flex flex-col gap-2">
        {checks.map((check, at) => (
          // A check has no name of its own: its place is what it is known by.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={at} className="rounded-md border border-line p-2.5">
            <div className="mb-2 grid grid-cols-[minmax(0,1fr)_28px] items-end gap-2">
              <ChoiceField
                label={text.kind}
                value={check.kind}
                options={kinds.map((value) => ({ value, label: text.kinds[value] }))}
                onChange={(kind) => onChange(checks.with(at, firstOf(kind)))}
              />
              <IconButton
                label={text.remove(at + 1)}
                icon={X}
                className="mb-0.5 size-7"
                onClick={() => onChange(checks.toSpliced(at, 1))}
              />
            </div>
            <CheckFields
              check={check}
              onChange={(next) => {
                const parsed = checkSchema.safeParse(next)
                if (parsed.success) onChange(checks.with(at, parsed.data))
                return parsed.success ? null : describeIssue(parsed.error.issues[0]?.message ?? text.wrong)
              }}
            />
          </li>
        ))}
      </ul>
      <Button
        icon={Plus}
        className="self-start"
        disabled={checks.length >= 20}
        onClick={() => onChange([...checks, firstOf('file')])}
      >
        {text.add}
      </Button>
    </>
  )
}

interface CheckFieldsProps<Kind extends Check['kind']> {
  readonly check: Extract<Check, { readonly kind: Kind }>
  /** Returns the error message of an invalid check, or null if the check is accepted. */
  readonly onChange: (check: unknown) => string | null
}

function CheckFields({ check, onChange }: CheckFieldsProps<Check['kind']>) {
  switch (check.kind) {
    case 'file':
      return <FileFields check={check} onChange={onChange} />
    case 'schema':
      return <SchemaFields check={check} onChange={onChange} />
    case 'command':
    case 'reviewer':
      return <AgentFields check={check} onChange={onChange} />
  }
}

function FileFields({ check, onChange }: CheckFieldsProps<'file'>) {
  const [fault, setFault] = useState<string | null>(null)
  const { contains: _, ...bare } = check
  return (
    <div className="flex flex-col gap-2">
      <LeftText
        label={text.path}
        value={check.path}
        maxLength={1000}
        fault={fault ?? undefined}
        onLeave={(path) => setFault(onChange({ ...check, path }))}
      />
      <LeftText
        label={text.contains}
        value={check.contains ?? ''}
        canBeEmpty
        maxLength={1000}
        placeholder={text.anything}
        onLeave={(contains) => setFault(onChange(contains === '' ? bare : { ...check, contains }))}
      />
    </div>
  )
}

function SchemaFields({ check, onChange }: CheckFieldsProps<'schema'>) {
  const [typed, setTyped] = useState(() => JSON.stringify(check.schema, null, 2))
  const [fault, setFault] = useState<string | null>(null)
  const { file: _, ...bare } = check
  return (
    <div className="flex flex-col gap-2">
      <TextArea
        label={text.schema}
        rows={6}
        value={typed}
        onChange={setTyped}
        fault={fault ?? undefined}
        className="font-mono text-sm"
        onBlur={() => {
          const schema = readJson(typed)
          setFault(schema === undefined ? text.noJson : onChange({ ...check, schema }))
        }}
      />
      <LeftText
        label={text.ofFile}
        value={check.file ?? ''}
        canBeEmpty
        placeholder={text.ofResult}
        onLeave={(file) => setFault(onChange(file === '' ? bare : { ...check, file }))}
      />
    </div>
  )
}

function AgentFields({ check, onChange }: CheckFieldsProps<'command' | 'reviewer'>) {
  const { agents } = useRoster()
  const fit = check.kind === 'command' ? agents.filter(({ kind }) => kind === 'command') : agents
  return (
    <div className="flex flex-col gap-2">
      <SharedChoice
        label={check.kind === 'command' ? text.program : text.reviewer}
        shared={{ is: 'one', value: check.agent }}
        unlisted={words.designer.notThere}
        options={fit.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(agent) => void onChange({ ...check, agent })}
      />
      {check.kind === 'reviewer' && (
        <LeftText
          label={text.question}
          value={check.question ?? ''}
          canBeEmpty
          maxLength={2000}
          placeholder={text.usualQuestion}
          onLeave={(question) =>
            void onChange({ kind: 'reviewer', agent: check.agent, ...(question !== '' && { question }) })
          }
        />
      )}
    </div>
  )
}

/** Returns `undefined` for invalid JSON. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
