import { useMutation, useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { type KeyStates, type ModelView, modelPurposes } from '#shared/contract/models.ts'
import { words } from '#shared/words/words.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { Button } from '../../../ui/controls/button.tsx'
import { ChoiceField } from '../../../ui/controls/field.tsx'
import { Unfetched } from '../../../ui/fetched.tsx'
import { FailureNote } from '../../../ui/notes.tsx'
import { showToast } from '../../../ui/toast.tsx'
import { Group, Setting } from '../setting.tsx'
import { ModelDialog } from './model-dialog.tsx'
import { draftOf, inputOf, newModelDraft } from './model-draft.ts'
import { TestNote } from './test-note.tsx'

const { models: say, sections } = words.settings

/** The configured models and their purposes. */
export function ModelsSection() {
  const { orpc, client } = useRpc()
  const models = useQuery(orpc.models.list.queryOptions())
  const keys = useQuery(orpc.models.keyStates.queryOptions())
  const [edited, setEdited] = useState<ModelView | 'new' | null>(null)
  const choosing = useMutation(orpc.models.use.mutationOptions())
  const removing = useMutation(orpc.models.remove.mutationOptions())
  const remove = (model: ModelView) => {
    const undo = async () => {
      await client.models.save({ model: inputOf(draftOf(model)), replaces: null })
      for (const purpose of modelPurposes) {
        if (model.usedFor.includes(purpose)) await client.models.use({ purpose, name: model.name })
      }
    }
    const title = say.removed(model.name)
    removing.mutate({ name: model.name }, { onSuccess: () => showToast({ title, undo: () => void undo() }) })
  }
  if (models.isError || models.data === undefined) return <Unfetched query={models} lines={4} />
  const list = models.data
  return (
    <>
      <Group
        title={sections.models}
        about={say.about}
        actions={
          <Button icon={Plus} onClick={() => setEdited('new')}>
            {say.add}
          </Button>
        }
      >
        {list.length === 0 ? (
          <div className="py-3">
            <p className="font-medium">{say.none}</p>
            <p className="text-muted">{say.noneAbout}</p>
          </div>
        ) : (
          <ul aria-label={sections.models}>
            {list.map((model) => (
              <ModelRow
                key={model.name}
                model={model}
                keys={keys.data ?? null}
                onEdit={() => setEdited(model)}
                onRemove={() => remove(model)}
              />
            ))}
          </ul>
        )}
        <FailureNote error={removing.error} />
      </Group>
      <Group title={say.useTitle}>
        {modelPurposes.map((purpose) => {
          const isFixed = keys.data?.fixed.includes(purpose) ?? false
          return (
            <Setting key={purpose} title={say.use[purpose]} {...(isFixed && { about: say.fixed })}>
              <div className="w-56">
                <ChoiceField
                  label={say.use[purpose]}
                  isLabelHidden
                  value={list.find(({ usedFor }) => usedFor.includes(purpose))?.name ?? ''}
                  disabled={isFixed}
                  options={[
                    { value: '', label: say.useNone },
                    ...list.map(({ name }) => ({ value: name, label: name })),
                  ]}
                  onChange={(name) => choosing.mutate({ purpose, name: name === '' ? null : name })}
                />
              </div>
            </Setting>
          )
        })}
        <FailureNote error={choosing.error} />
      </Group>
      {edited !== null && (
        <ModelDialog
          first={edited === 'new' ? newModelDraft : draftOf(edited)}
          replaces={edited === 'new' ? null : edited.name}
          hasKeystore={keys.data?.keystore.isThere ?? false}
          onClose={() => setEdited(null)}
        />
      )}
    </>
  )
}

interface ModelRowProps {
  readonly model: ModelView
  readonly keys: KeyStates | null
  readonly onEdit: () => void
  readonly onRemove: () => void
}

/** A model: purposes, state of its key, and a test. */
function ModelRow({ model, keys, onEdit, onRemove }: ModelRowProps) {
  const { orpc } = useRpc()
  const testing = useMutation(orpc.models.test.mutationOptions())
  const { name, kind, model: label, baseURL, usedFor, from } = model
  const isOwn = from === 'settings'
  const used = usedFor.map((each) => say.used1[each] ?? each).join(', ')
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 border-line border-b py-3 last:border-b-0">
      <div className="min-w-56 flex-1">
        <p className="break-words font-medium">{name}</p>
        <p className="break-words text-muted text-sm">
          {[
            ...[label, baseURL ?? say.kinds[kind], used === '' ? say.unused : say.used(used)],
            ...[keyWord(model, keys), ...(isOwn ? [] : [say.fromEnvironment])],
          ].join(' · ')}
        </p>
        <div role="status">{testing.data !== undefined && <TestNote test={testing.data} />}</div>
        <FailureNote error={testing.error} />
      </div>
      <div className="flex flex-wrap gap-2">
        <Button disabled={testing.isPending} onClick={() => testing.mutate({ name })}>
          {testing.isPending ? say.testing : say.test}
        </Button>
        {isOwn && (
          <>
            <Button onClick={onEdit}>{say.edit}</Button>
            <Button look="danger" onClick={onRemove}>
              {say.remove}
            </Button>
          </>
        )}
      </div>
    </li>
  )
}

function keyWord({ name, key }: ModelView, keys: KeyStates | null): string {
  if (key === null) return say.noKey
  const state = keys?.keys.find((each) => each.name === name)
  if (state === undefined) return key.name
  if (!state.isThere) return `${say.keyMissing} (${key.name})`
  return `${state.end === null ? say.keyThereShort : say.keyThere(state.end)} (${key.name})`
}
