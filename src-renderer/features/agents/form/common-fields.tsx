import { type EffectClass, effectClasses, priceOfAgent } from '#shared/model/agents/agent.ts'
import { words } from '#shared/words/words.ts'
import { ChoiceField, TextArea, TextField } from '../../../ui/controls/field.tsx'
import { TokenField } from '../../../ui/controls/token-field.tsx'
import { effectSentences, effectWords } from '../kinds.ts'
import { type FieldsProps, idOf, skillFrom } from './agent-draft.ts'

export function CommonFields({
  draft,
  onEdit,
  faultAt,
  known,
}: FieldsProps & { readonly known: readonly string[] }) {
  const { base, name, description, skills } = draft
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label={words.agents.name}
          value={name}
          maxLength={100}
          required
          fault={faultAt('name')}
          onChange={(text) => onEdit({ name: text })}
        />
        <TextField
          label={words.agents.id}
          value={idOf(draft)}
          maxLength={64}
          required
          disabled={base !== null}
          className="font-mono"
          fault={faultAt('id')}
          onChange={(id) => onEdit({ id })}
        />
      </div>
      <TextArea
        label={words.agents.whatItIsFor}
        value={description}
        maxLength={2000}
        fault={faultAt('description')}
        onChange={(text) => onEdit({ description: text })}
      />
      <TokenField
        label={words.agents.skills}
        of="skill"
        tokens={skills}
        tokenOf={skillFrom}
        known={known}
        placeholder={words.agents.webSearch}
        fault={faultAt('skills')}
        onChange={(next) => onEdit({ skills: next })}
      />
    </>
  )
}

/** Capacity, price, and effect class of an agent. The effect class tells what a crash means for its work. */
export function WorkFields({ draft, onEdit, faultAt }: FieldsProps) {
  const { kind, capacity, amount, currency, effectClass } = draft
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-3">
        <TextField
          label={words.agents.tasksAtOnce}
          inputMode="numeric"
          value={capacity}
          fault={faultAt('capacity')}
          onChange={(text) => onEdit({ capacity: text })}
        />
        <TextField
          label={kind === 'person' ? words.agents.oneTaskCosts : words.agents.oneAttemptCostsAtMost}
          inputMode="decimal"
          placeholder={priceOfAgent({ kind }) === 'free' ? words.agents.freeHint : words.agents.unknownHint}
          value={amount}
          fault={faultAt('price')}
          onChange={(text) => onEdit({ amount: text })}
        />
        <TextField
          label={words.agents.currency}
          maxLength={3}
          value={currency}
          onChange={(text) => onEdit({ currency: text })}
        />
      </div>
      {kind !== 'person' && (
        <ChoiceField
          label={words.agents.ifItIsCutOffIn}
          value={effectClass ?? ''}
          fault={faultAt('effectClass')}
          options={[
            ...(draft.base === null ? [{ value: '', label: words.agents.usualEffect }] : []),
            ...effectClasses.map((each) => ({
              value: each,
              label: words.agents.effectOf(effectWords[each], effectSentences[each]),
            })),
          ]}
          onChange={(value) => onEdit({ effectClass: effectOf(value) })}
        />
      )}
    </>
  )
}

const effectOf = (value: string): EffectClass | null => effectClasses.find((each) => each === value) ?? null
