import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { words } from '#shared/words/words.ts'
import { useRpc } from '../../rpc/context.tsx'
import { ChoiceField, TextArea, TextField } from '../../ui/controls/field.tsx'
import { FormDialog } from '../../ui/controls/form-dialog.tsx'
import { TokenField } from '../../ui/controls/token-field.tsx'
import { showToast } from '../../ui/toast.tsx'

interface WriteDialogProps {
  readonly onClose: () => void
  readonly onKept: (id: string) => void
}

export function WriteDialog({ onClose, onKept }: WriteDialogProps) {
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
    <FormDialog
      isOpen
      title={words.memory.write}
      about={words.memory.writeAbout}
      submit={keep.isPending ? words.memory.keeping : words.memory.keep}
      isBusy={text.trim() === '' || !isType || keep.isPending}
      error={keep.error}
      onSubmit={() =>
        keep.mutate({ content: text, type, tags: [...tags], projectId: project === '' ? null : project })
      }
      onClose={onClose}
    >
      <TextArea
        label={words.memory.text}
        rows={8}
        placeholder={words.memory.textPlaceholder}
        value={text}
        data-autofocus
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
    </FormDialog>
  )
}
