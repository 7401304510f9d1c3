import { useMutation, useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { type ModelView, modelPurposes } from '#shared/contract/models.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { Button } from '../../../ui/controls/button.tsx'
import { ChoiceField } from '../../../ui/controls/field.tsx'
import { FailureNote, Skeleton } from '../../../ui/notes.tsx'
import { showToast } from '../../../ui/toast.tsx'
import { words } from '../../../words/words.ts'
import { Group, Setting } from '../setting.tsx'
import { ModelDialog } from './model-dialog.tsx'
import { draftOf, inputOf, newModelDraft } from './model-draft.ts'
import { ModelRow } from './model-row.tsx'

const { models: say, sections } = words.settings

/** The models that are set, and what each is used for. */
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
  if (models.isError) return <FailureNote error={models.error} onRetry={() => void models.refetch()} />
  if (models.data === undefined) return <Skeleton lines={4} />
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
