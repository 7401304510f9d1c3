import { Dialog } from '@base-ui/react/dialog'
import { useMutation, useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { type RefObject, useRef, useState } from 'react'
import { useRpc } from '../../rpc/context.tsx'
import { beginAt } from '../../ui/begin-at.ts'
import { Button, IconButton } from '../../ui/controls/button.tsx'
import { ChoiceField, TextArea, TextField } from '../../ui/controls/field.tsx'
import { TokenField } from '../../ui/controls/token-field.tsx'
import { FailureNote } from '../../ui/notes.tsx'
import { showToast } from '../../ui/toast.tsx'
import { words } from '../../words/words.ts'

interface WriteDialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly onKept: (id: string) => void
}

/** An entry written by hand. */
export function WriteDialog({ isOpen, onClose, onKept }: WriteDialogProps) {
  const text = useRef<HTMLTextAreaElement>(null)
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => open || onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="appearing fixed inset-0 z-40 bg-scrim" />
        <Dialog.Popup
          initialFocus={beginAt(() => text.current)}
          className="appearing fixed top-1/2 left-1/2 z-50 flex max-h-[92vh] w-[min(600px,94vw)] -translate-x-1/2 -translate-y-1/2 flex-col rounded-lg border border-line bg-raised shadow-high outline-none"
        >
          {isOpen && <WriteForm text={text} onClose={onClose} onKept={onKept} />}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

interface WriteFormProps extends Pick<WriteDialogProps, 'onClose' | 'onKept'> {
  readonly text: RefObject<HTMLTextAreaElement | null>
}

function WriteForm({ text: field, onClose, onKept }: WriteFormProps) {
  const { orpc } = useRpc()
  const [text, setText] = useState('')
  const [type, setType] = useState('note')
  const [tags, setTags] = useState<readonly string[]>([])
  const [project, setProject] = useState('')
  const projects = useQuery(orpc.projects.list.queryOptions()).data ?? []
  const keep = useMutation(
    orpc.memory.remember.mutationOptions({
      onSuccess: ({ id }) => {
        showToast({ title: words.memory.kept })
        onClose()
        onKept(id)
      },
    }),
  )
  const isType = /^[a-z0-9][a-z0-9_]{0,63}$/.test(type) && type !== 'build_log'
  return (
    <form
      className="flex min-h-0 flex-1 flex-col"
      onSubmit={(event) => {
        event.preventDefault()
        keep.mutate({
          content: text,
          type,
          tags: [...tags],
          projectId: project === '' ? null : project,
        })
      }}
    >
      <header className="flex items-start justify-between gap-3 border-line border-b py-4 pe-4 ps-6">
        <div className="min-w-0">
          <Dialog.Title className="font-semibold text-lg">{words.memory.write}</Dialog.Title>
          <Dialog.Description className="text-muted">{words.memory.writeAbout}</Dialog.Description>
        </div>
        <Dialog.Close render={<IconButton label={words.memory.close} icon={X} />} />
      </header>
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-auto px-6 py-5">
        <TextArea
          ref={field}
          label={words.memory.text}
          rows={8}
          placeholder={words.memory.textPlaceholder}
          value={text}
          onChange={setText}
        />
        <TokenField label={words.memory.tags} of={words.memory.tag} tokens={tags} onChange={setTags} />
        <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
          <TextField
            label={words.memory.type}
            value={type}
            onChange={setType}
            fault={isType ? undefined : words.memory.typeFault}
          />
          <ChoiceField
            label={words.memory.project}
            value={project}
            options={[
              { value: '', label: words.memory.noProject },
              ...projects.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={setProject}
          />
        </div>
        {keep.isError && <FailureNote error={keep.error} />}
      </div>
      <footer className="flex justify-end gap-2 border-line border-t px-6 py-4">
        <Dialog.Close render={<Button />}>{words.common.cancel}</Dialog.Close>
        <Button look="primary" type="submit" disabled={text.trim() === '' || !isType || keep.isPending}>
          {keep.isPending ? words.memory.keeping : words.memory.keep}
        </Button>
      </footer>
    </form>
  )
}
