import { useQuery } from '@tanstack/react-query'
import { ownTools, toolPolicies } from '#shared/model/agents/model-agent.ts'
import { words } from '#shared/words/words.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { ChoiceField, TextArea } from '../../../ui/controls/field.tsx'
import type { FieldsProps } from './agent-draft.ts'
import { textAt, wordsAt } from './config.ts'
import { RuleTable } from './rule-table.tsx'
import { toolPolicyOf } from './rules.ts'

/** Model, instructions and tool permissions of a language model. */
export function ModelFields({ draft: { config }, onConfig, faultAt }: FieldsProps) {
  const { orpc } = useRpc()
  const models = useQuery(orpc.models.list.queryOptions())
  const chosen = textAt(config, 'model')
  const known = models.data ?? []
  const rules = wordsAt(config, 'tools')
  const isStrange = chosen !== '' && models.data !== undefined && known.every(({ name }) => name !== chosen)
  return (
    <>
      <ChoiceField
        label={words.agents.model}
        value={chosen}
        fault={faultAt('config.model')}
        options={[
          { value: '', label: words.agents.usualModel },
          ...known.map(({ name, kind, model }) => ({ value: name, label: `${name} (${kind}/${model})` })),
          ...(isStrange ? [{ value: chosen, label: words.agents.strangeModel(chosen) }] : []),
        ]}
        onChange={(name) => onConfig('model', name || null)}
      />
      {models.data?.length === 0 && (
        <p className="-mt-3 text-muted text-sm">{words.agents.noModelIsSetStartSwitchyard}</p>
      )}
      <TextArea
        label={words.agents.instructions}
        rows={4}
        maxLength={20_000}
        value={textAt(config, 'instructions')}
        fault={faultAt('config.instructions')}
        onChange={(text) => onConfig('instructions', text || null)}
      />
      <RuleTable
        title={words.agents.whatItMayDoInThe}
        tools={ownTools}
        rules={toolPolicies}
        ruleOf={(tool) => toolPolicyOf(rules, tool)}
        onChoose={(tool, rule) => onConfig('tools', { ...rules, [tool]: rule })}
      />
    </>
  )
}
