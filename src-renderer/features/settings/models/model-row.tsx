import { useMutation } from '@tanstack/react-query'
import type { KeyStates, ModelView } from '#shared/contract/models.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { Button } from '../../../ui/controls/button.tsx'
import { FailureNote } from '../../../ui/notes.tsx'
import { words } from '../../../words/words.ts'
import { TestNote } from './test-note.tsx'

interface ModelRowProps {
  readonly model: ModelView
  readonly keys: KeyStates | null
  readonly onEdit: () => void
  readonly onRemove: () => void
}

const { models: say } = words.settings

/** One model: what it is for, whether its key is there, and whether it answers. */
export function ModelRow({ model, keys, onEdit, onRemove }: ModelRowProps) {
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
