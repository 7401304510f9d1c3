import { ChoiceField, TextField } from '../../../ui/controls/field.tsx'
import { words } from '../../../words/words.ts'
import { type KeyKind, type ModelDraft, usualVariables } from './model-draft.ts'

interface KeyFieldsProps {
  readonly draft: ModelDraft
  readonly hasKeystore: boolean
  readonly onChange: (draft: ModelDraft) => void
}

const { models: say } = words.settings

/** Where the key of a model is. It is typed for the keystore only, and never read back. */
export function KeyFields({ draft, hasKeystore, onChange }: KeyFieldsProps) {
  const { kind, keyKind, keyName, newKey } = draft
  const usual = usualVariables[kind]
  const kinds: KeyKind[] = [
    ...(usual === null ? (['none'] as const) : []),
    'environment',
    ...(hasKeystore || keyKind === 'keystore' ? (['keystore'] as const) : []),
  ]
  const choose = (value: string) => {
    const chosen = kinds.find((each) => each === value) ?? 'none'
    const name = chosen === 'environment' ? (usual ?? 'SWITCHYARD_MODEL_KEY') : draft.name || 'model'
    onChange({ ...draft, keyKind: chosen, keyName: chosen === 'none' ? '' : name })
  }
  return (
    <>
      <ChoiceField
        label={say.key}
        value={keyKind}
        options={kinds.map((value) => ({ value, label: say.keyKinds[value] }))}
        onChange={choose}
      />
      {!hasKeystore && <p className="-mt-2 text-muted text-sm">{say.noKeystore}</p>}
      {keyKind === 'environment' && (
        <>
          <TextField
            label={say.variable}
            value={keyName}
            onChange={(value) => onChange({ ...draft, keyName: value })}
          />
          <p className="-mt-2 text-muted text-sm">
            {usual === null ? say.ownVariable : say.variableAbout(usual)}
          </p>
        </>
      )}
      {keyKind === 'keystore' && (
        <>
          <TextField
            label={say.keyEntry}
            value={keyName}
            onChange={(value) => onChange({ ...draft, keyName: value })}
          />
          <TextField
            type="password"
            autoComplete="off"
            label={say.newKey}
            value={newKey}
            onChange={(value) => onChange({ ...draft, newKey: value })}
          />
          <p className="-mt-2 text-muted text-sm">{say.newKeyAbout}</p>
        </>
      )}
    </>
  )
}
