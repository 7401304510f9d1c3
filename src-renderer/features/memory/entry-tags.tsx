import { useMutation } from '@tanstack/react-query'
import { Pin, Tags } from 'lucide-react'
import { useState } from 'react'
import { type MemoryEntry, pinnedTag } from '#shared/model/memory.ts'
import { useRpc } from '../../rpc/context.tsx'
import { IconButton } from '../../ui/controls/button.tsx'
import { FormDialog } from '../../ui/controls/form-dialog.tsx'
import { TokenField } from '../../ui/controls/token-field.tsx'
import { showToast } from '../../ui/toast.tsx'
import { words } from '../../words/words.ts'

/** Keeps an entry at hand, or gives it other tags: it itself stays as it was written. */
export function EntryTags({ entry: { id, tags } }: { entry: MemoryEntry }) {
  const { orpc } = useRpc()
  const [draft, setDraft] = useState<readonly string[] | null>(null)
  const tagging = useMutation(orpc.memory.tag.mutationOptions({ onSuccess: () => setDraft(null) }))
  const isPinned = tags.includes(pinnedTag)
  const set = (next: readonly string[]) => tagging.mutate({ memoryId: id, tags: [...next] })
  const pin = () => {
    set(isPinned ? tags.filter((tag) => tag !== pinnedTag) : [...tags, pinnedTag])
    if (isPinned) showToast({ title: words.memory.unpinned, undo: () => set(tags) })
  }
  return (
    <>
      <IconButton
        label={isPinned ? words.memory.unpin : words.memory.pin}
        icon={Pin}
        aria-pressed={isPinned}
        disabled={tagging.isPending}
        className={isPinned ? 'bg-accent-soft text-accent' : ''}
        onClick={pin}
      />
      <IconButton label={words.memory.changeTags} icon={Tags} onClick={() => setDraft(tags)} />
      {draft !== null && (
        <FormDialog
          isOpen
          title={words.memory.changeTags}
          about={words.memory.changeTagsAbout}
          submit={words.memory.keepTags}
          isBusy={tagging.isPending}
          error={tagging.error}
          onSubmit={() => set(draft)}
          onClose={() => setDraft(null)}
        >
          <TokenField label={words.memory.tags} of={words.memory.tag} tokens={draft} onChange={setDraft} />
        </FormDialog>
      )}
    </>
  )
}
