import { placeholders } from '#shared/model/command-agent.ts'
import { ChoiceField } from '../../../ui/field.tsx'
import { words } from '../../../words/words.ts'
import type { FieldsProps } from './agent-form.tsx'
import { textAt, withValue } from './config.ts'
import { PassEnv, StartedAs } from './started-as.tsx'

const choices = {
  input: [
    { value: 'json', label: 'The task as JSON' },
    { value: 'text', label: 'The task as text' },
    { value: 'none', label: 'Nothing' },
  ],
  output: [
    { value: 'text', label: 'Text: its result' },
    { value: 'jsonl', label: 'Lines of JSON: progress, files, questions' },
  ],
  in: [
    { value: 'workspace', label: 'The folder of its run' },
    { value: 'project', label: "The project's own folder" },
  ],
} as const

const labels = { input: 'It reads', output: 'It writes', in: 'It works in' } as const

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
      <PassEnv {...props} />
    </>
  )
}
