import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { words } from '#shared/words/words.ts'
import { useRpc } from '../../rpc/context.tsx'
import { Button } from '../../ui/controls/button.tsx'
import { FormDialog } from '../../ui/controls/form-dialog.tsx'
import { Unfetched } from '../../ui/fetched.tsx'
import { formatBytes } from '../../ui/text/format.ts'
import { showToast } from '../../ui/toast.tsx'
import { Group, Setting } from './setting.tsx'

const { workspaces: say, sections } = words.settings

/** Workspace folders of runs with their sizes. Before cleaning, a dialog lists the folders to delete. */
export function WorkspacesSection() {
  const { orpc } = useRpc()
  const list = useQuery(orpc.workspaces.list.queryOptions())
  const storage = useQuery(orpc.system.storage.queryOptions())
  const [isAsked, setAsked] = useState(false)
  const cleaning = useMutation(
    orpc.workspaces.clean.mutationOptions({
      onSuccess: ({ removed }) => {
        setAsked(false)
        showToast({ title: say.cleaned(removed.length) })
      },
    }),
  )
  if (list.isError || list.data === undefined) return <Unfetched query={list} lines={3} />
  const sizes = new Map(storage.data?.workspaces.map(({ name, bytes }) => [name, bytes]))
  const going = list.data.filter(({ kept }) => kept === null)
  const freed = going.reduce((sum, { name }) => sum + (sizes.get(name) ?? 0), 0)
  return (
    <Group
      title={sections.workspaces}
      about={say.about}
      actions={
        <Button disabled={going.length === 0} onClick={() => setAsked(true)}>
          {say.clean}
        </Button>
      }
    >
      {list.data.length === 0 && <p className="py-3 text-muted">{say.none}</p>}
      <div className="max-h-96 overflow-y-auto">
        {list.data.map(({ name, title, kept }) => (
          <Setting key={name} title={title ?? say.unknown} about={kept === null ? say.goes : kept.message}>
            <span className="tabular text-muted">{formatBytes(sizes.get(name) ?? 0)}</span>
          </Setting>
        ))}
      </div>
      <FormDialog
        isOpen={isAsked}
        title={say.clean}
        about={say.cleanAbout(going.length, formatBytes(freed))}
        submit={say.confirm(going.length)}
        isBusy={cleaning.isPending}
        error={cleaning.error}
        onSubmit={() => cleaning.mutate({})}
        onClose={() => setAsked(false)}
      >
        <ul className="list-disc ps-5">
          {going.map(({ name, title }) => (
            <li key={name} className="break-words">
              {title ?? name}
            </li>
          ))}
        </ul>
      </FormDialog>
    </Group>
  )
}
