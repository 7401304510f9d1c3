import { useState } from 'react'
import type { Check } from '#shared/model/check.ts'
import { ChoiceField, TextArea } from '../../../ui/controls/field.tsx'
import { words } from '../../../words/words.ts'
import { useRoster } from '../roster/use-roster.ts'
import { LeftText } from './left-text.tsx'

const text = words.designer.checks

interface CheckFieldsProps<Kind extends Check['kind']> {
  readonly check: Extract<Check, { readonly kind: Kind }>
  /** Says what is wrong with it, and null where it is taken. */
  readonly onChange: (check: unknown) => string | null
}

export function CheckFields({ check, onChange }: CheckFieldsProps<Check['kind']>) {
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
  const isKnown = fit.some(({ id }) => id === check.agent)
  return (
    <div className="flex flex-col gap-2">
      <ChoiceField
        label={check.kind === 'command' ? text.program : text.reviewer}
        value={check.agent}
        options={[
          ...(isKnown ? [] : [{ value: check.agent, label: words.designer.notThere(check.agent) }]),
          ...fit.map(({ id, name }) => ({ value: id, label: name })),
        ]}
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

/** `undefined`: it is no JSON. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
