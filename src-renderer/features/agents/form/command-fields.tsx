import { placeholders } from '#shared/model/agents/command-agent.ts'
import { ChoiceField } from '../../../ui/controls/field.tsx'
import { words } from '../../../words/words.ts'
import type { FieldsProps } from './agent-draft.ts'
import { textAt, withValue } from './config.ts'
import { PassEnv, SandboxChoice, StartedAs } from './started-as.tsx'

const say = words.agents.programs
const choices = {
  input: [
    { value: 'json', label: say.input.json },
    { value: 'text', label: say.input.text },
    { value: 'none', label: say.input.none },
  ],
  output: [
    { value: 'text', label: say.output.text },
    { value: 'jsonl', label: say.output.jsonl },
  ],
  in: [
    { value: 'workspace', label: say.in.workspace },
    { value: 'project', label: say.in.project },
  ],
} as const

const labels = { input: say.input.label, output: say.output.label, in: say.in.label }

/** A program. */
export function CommandFields(props: FieldsProps) {
  const { draft, onEdit, faultAt } = props
  const { config } = draft
  const choice = (key: keyof typeof choices) => (
    <ChoiceField
      label={labels[key]}
      value={textAt(config, key) || choices[key][0].value}
      options={choices[key]}
      fault={faultAt(`config.${key}`)}
      onChange={(value) => onEdit({ config: withValue(config, key, value) })}
    />
  )
  return (
    <>
      <StartedAs {...props} />
      <p className="-mt-3 text-muted text-sm">
        {words.agents.filledIn(placeholders.map((name) => `{${name}}`).join(', '))}
      </p>
      <div className="grid gap-4 sm:grid-cols-3">
        {choice('input')}
        {choice('output')}
        {choice('in')}
      </div>
      <SandboxChoice {...props} />
      <PassEnv {...props} />
    </>
  )
}
