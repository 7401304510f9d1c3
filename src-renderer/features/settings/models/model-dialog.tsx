import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { modelKinds } from '#shared/contract/models.ts'
import { words } from '#shared/words/words.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { failureOf } from '../../../rpc/failure.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { ChoiceField, TextField } from '../../../ui/controls/field.tsx'
import { FormDialog } from '../../../ui/controls/form-dialog.tsx'
import { showToast } from '../../../ui/toast.tsx'
import {
  inputOf,
  type KeyKind,
  type ModelDraft,
  structuredModes,
  usualVariables,
  withKind,
} from './model-draft.ts'
import { TestNote } from './test-note.tsx'

interface ModelDialogProps {
  readonly first: ModelDraft
  /** Name of the edited model; null for a new model. */
  readonly replaces: string | null
  readonly hasKeystore: boolean
  readonly onClose: () => void
}

const { models: say } = words.settings

/** Adds or edits a model. The model can be tested before saving. */
export function ModelDialog({ first, replaces, hasKeystore, onClose }: ModelDialogProps) {
  const { orpc, client } = useRpc()
  const [draft, setDraft] = useState(first)
  const trying = useMutation(orpc.models.tryOut.mutationOptions())
  const saving = useMutation({
    async mutationFn() {
      const { keyKind, keyName, newKey } = draft
      if (keyKind === 'keystore' && newKey.trim() !== '') {
        await client.models.keepKey({ entry: keyName.trim(), key: newKey.trim() })
      }
      return client.models.save({ model: inputOf(draft), replaces })
    },
    onSuccess: () => {
      showToast({ title: say.saved(draft.name.trim()) })
      onClose()
    },
  })
  const change = (next: ModelDraft) => {
    setDraft(next)
    trying.reset()
    saving.reset()
  }
  const error = saving.error ?? trying.error
  const failure = error === null ? null : failureOf(error)
  const faultOf = (field: string) => (failure?.field === field ? failure.message : undefined)
  const isNamed = ['name', 'model', 'baseURL', 'price'].some((field) => faultOf(field) !== undefined)
  const text = (field: 'name' | 'model' | 'baseURL' | 'price', label: string, placeholder?: string) => (
    <TextField
      label={label}
      value={draft[field]}
      fault={faultOf(field)}
      {...(placeholder !== undefined && { placeholder })}
      onChange={(value) => change({ ...draft, [field]: value })}
    />
  )
  return (
    <FormDialog
      isOpen
      title={replaces === null ? say.addTitle : say.editTitle(replaces)}
      submit={say.save}
      isBusy={saving.isPending}
      error={isNamed ? null : error}
      beside={
        <Button disabled={trying.isPending} onClick={() => trying.mutate(inputOf(draft))}>
          {trying.isPending ? say.testing : say.testDraft}
        </Button>
      }
      onSubmit={() => saving.mutate()}
      onClose={onClose}
    >
      <ChoiceField
        label={say.kind}
        value={draft.kind}
        options={modelKinds.map((value) => ({ value, label: say.kinds[value] ?? value }))}
        onChange={(value) =>
          change(withKind(draft, modelKinds.find((kind) => kind === value) ?? 'compatible'))
        }
      />
      {text('name', say.name)}
      {text('model', say.model)}
      {draft.kind === 'compatible' && (
        <>
          {text('baseURL', say.baseURL)}
          <ChoiceField
            label={say.structured}
            value={draft.structured}
            options={structuredModes.map((value) => ({ value, label: say.structuredModes[value] }))}
            onChange={(value) =>
              change({
                ...draft,
                structured: structuredModes.find((mode) => mode === value) ?? 'json_schema',
              })
            }
          />
        </>
      )}
      <KeyFields draft={draft} hasKeystore={hasKeystore} onChange={change} />
      {text('price', say.price, say.priceHint)}
      <div role="status">{trying.data !== undefined && <TestNote test={trying.data} />}</div>
    </FormDialog>
  )
}

interface KeyFieldsProps {
  readonly draft: ModelDraft
  readonly hasKeystore: boolean
  readonly onChange: (draft: ModelDraft) => void
}

/** Source of the API key. A key is typed only for the keystore and never read back. */
function KeyFields({ draft, hasKeystore, onChange }: KeyFieldsProps) {
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
