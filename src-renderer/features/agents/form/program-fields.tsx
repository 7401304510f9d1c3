import { useMutation } from '@tanstack/react-query'
import { Plus, Search, X } from 'lucide-react'
import type { FoundAgent } from '#shared/contract/agents.ts'
import { permissionRules, toolKinds } from '#shared/model/agents/acp-agent.ts'
import { placeholders } from '#shared/model/agents/command-agent.ts'
import { words } from '#shared/words/words.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { Button, IconButton } from '../../../ui/controls/button.tsx'
import { ChoiceField, TextField } from '../../../ui/controls/field.tsx'
import { TokenField } from '../../../ui/controls/token-field.tsx'
import { FailureNote } from '../../../ui/notes.tsx'
import { type FieldsProps, idOf } from './agent-draft.ts'
import { isConfig, listAt, textAt, withValue, wordsAt } from './config.ts'
import { RuleTable } from './rule-table.tsx'
import { permissionOf } from './rules.ts'

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

/** Settings of a command agent. */
export function CommandFields(props: FieldsProps) {
  const { draft, onConfig, faultAt } = props
  const choice = (key: keyof typeof choices) => (
    <ChoiceField
      label={labels[key]}
      value={textAt(draft.config, key) || choices[key][0].value}
      options={choices[key]}
      fault={faultAt(`config.${key}`)}
      onChange={(value) => onConfig(key, value)}
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

/** Settings of a coding agent: an agent found on this machine, or any other that speaks the protocol. */
export function CodingAgentFields(props: FieldsProps) {
  const { draft, onConfig } = props
  const rules = wordsAt(draft.config, 'permissions')
  return (
    <>
      <StartedAs {...props} />
      <SandboxChoice {...props} />
      <PassEnv {...props} />
      <RuleTable
        title={words.agents.whatIsSaidWhenItAsks}
        tools={toolKinds}
        rules={permissionRules}
        ruleOf={(tool) => permissionOf(rules, tool)}
        onChoose={(tool, rule) => onConfig('permissions', { ...rules, [tool]: rule })}
      />
    </>
  )
}

/** Coding agents found on this machine, whose settings can be copied into the form. */
export function Discovered({ draft, onEdit }: FieldsProps) {
  const { client } = useRpc()
  const search = useMutation({ mutationFn: () => client.agents.discover({}) })
  const take = ({ id, name, command, passEnv }: FoundAgent) => {
    const config = withValue(withValue(draft.config, 'command', command), 'passEnv', passEnv)
    const skills = draft.skills.length === 0 ? ['coding'] : draft.skills
    const isUnnamed = idOf(draft) === ''
    onEdit({ config, skills, ...(isUnnamed && { id, name }) })
  }
  if (draft.base !== null) return null
  return (
    <div className="flex flex-col gap-3 rounded-lg border border-line bg-sunken p-3">
      <div className="flex flex-wrap items-center gap-3">
        <Button icon={Search} disabled={search.isPending} onClick={() => search.mutate()}>
          {search.isPending ? words.agents.looking : words.agents.lookHere}
        </Button>
        <p className="min-w-0 flex-1 text-muted text-sm">{words.agents.eachThatIsKnownIsStarted}</p>
      </div>
      <FailureNote error={search.error} />
      {search.data?.found.length === 0 && <p role="status">{words.agents.noneOfThoseThatAreKnown}</p>}
      {search.data !== undefined && (
        <p className="break-words text-muted text-xs">{words.agents.searched(search.data.searched)}</p>
      )}
      {search.data !== undefined && search.data.found.length > 0 && (
        <ul className="flex flex-col gap-2">
          {search.data.found.map((found) => (
            <li key={found.id} className="flex items-center gap-3">
              <span className="min-w-0 flex-1">
                {found.name} <span className="text-muted">{found.version}</span>
                {found.fault !== null && <span className="block text-failed text-sm">{found.fault}</span>}
              </span>
              <Button disabled={found.fault !== null} onClick={() => take(found)}>
                {words.agents.take(found.name)}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** A program with one field per argument. No shell is involved, and arguments are never split. */
function StartedAs({ draft: { config }, onConfig, faultAt }: FieldsProps) {
  const [program = '', ...args] = listAt(config, 'command')
  const set = (command: readonly string[]) => onConfig('command', [...command])
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

/** Whether the program is restricted to its folders, and whether it may use the network. */
function SandboxChoice({ draft: { config }, onConfig, faultAt }: FieldsProps) {
  const { sandbox } = config
  const value = !isConfig(sandbox) ? 'off' : sandbox.network === true ? 'network' : 'closed'
  return (
    <ChoiceField
      label={sandboxWords.label}
      value={value}
      options={sandboxChoices}
      fault={faultAt('config.sandbox')}
      onChange={(chosen) => onConfig('sandbox', chosen === 'off' ? null : { network: chosen === 'network' })}
    />
  )
}

/** Names of environment variables. The values stay in the environment of Switchyard. */
function PassEnv({ draft: { config }, onConfig, faultAt }: FieldsProps) {
  return (
    <TokenField
      label={words.agents.variablesOfThisMachineThatIt}
      of="variable"
      tokens={listAt(config, 'passEnv')}
      placeholder={words.agents.apiUrl}
      fault={faultAt('config.passEnv')}
      onChange={(names) => onConfig('passEnv', names.length === 0 ? null : [...names])}
    />
  )
}
