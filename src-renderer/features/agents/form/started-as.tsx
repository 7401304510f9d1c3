import { Plus, X } from 'lucide-react'
import { Button, IconButton } from '../../../ui/controls/button.tsx'
import { ChoiceField, TextField } from '../../../ui/controls/field.tsx'
import { TokenField } from '../../../ui/controls/token-field.tsx'
import { words } from '../../../words/words.ts'
import type { FieldsProps } from './agent-draft.ts'
import { isConfig, listAt, withValue } from './config.ts'

/** A program with its arguments, one field each: there is no shell, and nothing is split. */
export function StartedAs({ draft: { config }, onEdit, faultAt }: FieldsProps) {
  const [program = '', ...args] = listAt(config, 'command')
  const set = (command: readonly string[]) => onEdit({ config: withValue(config, 'command', [...command]) })
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="sr-only">{words.agents.howItIsStarted}</legend>
      <TextField
        label={words.agents.program}
        className="font-mono"
        placeholder={words.agents.node}
        value={program}
        fault={faultAt('config.command')}
        onChange={(text) => set([text, ...args])}
      />
      {args.map((arg, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an argument is its place
        <div key={at} className="flex items-end gap-1">
          <div className="min-w-0 flex-1">
            <TextField
              label={words.agents.argument(at + 1)}
              className="font-mono"
              value={arg}
              onChange={(text) => set([program, ...args.with(at, text)])}
            />
          </div>
          <IconButton
            label={words.agents.removeArgument(at + 1)}
            icon={X}
            onClick={() => set([program, ...args.toSpliced(at, 1)])}
          />
        </div>
      ))}
      <Button icon={Plus} className="self-start" onClick={() => set([program, ...args, ''])}>
        {words.agents.addAnArgument}
      </Button>
    </fieldset>
  )
}

const { sandbox: sandboxWords } = words.agents.programs
const sandboxChoices = [
  { value: 'off', label: sandboxWords.off },
  { value: 'closed', label: sandboxWords.closed },
  { value: 'network', label: sandboxWords.network },
]

/** Whether the program is kept in its folders, and off the network. */
export function SandboxChoice({ draft: { config }, onEdit, faultAt }: FieldsProps) {
  const { sandbox } = config
  const value = !isConfig(sandbox) ? 'off' : sandbox.network === true ? 'network' : 'closed'
  const choose = (chosen: string) =>
    onEdit({
      config: withValue(config, 'sandbox', chosen === 'off' ? null : { network: chosen === 'network' }),
    })
  return (
    <ChoiceField
      label={sandboxWords.label}
      value={value}
      options={sandboxChoices}
      fault={faultAt('config.sandbox')}
      onChange={choose}
    />
  )
}

/** Names only: what they hold stays in Switchyard's own environment. */
export function PassEnv({ draft: { config }, onEdit, faultAt }: FieldsProps) {
  return (
    <TokenField
      label={words.agents.variablesOfThisMachineThatIt}
      of="variable"
      tokens={listAt(config, 'passEnv')}
      placeholder={words.agents.apiUrl}
      fault={faultAt('config.passEnv')}
      onChange={(names) =>
        onEdit({ config: withValue(config, 'passEnv', names.length === 0 ? null : [...names]) })
      }
    />
  )
}
