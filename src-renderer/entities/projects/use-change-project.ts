import { useMutation } from '@tanstack/react-query'
import type { ProjectView } from '#shared/model/project.ts'
import { words } from '#shared/words/words.ts'
import { useRpc } from '../../rpc/context.tsx'
import { showToast } from '../../ui/toast.tsx'

/** Changes the settings of a project, and archives or restores the project. */
export function useChangeProject() {
  const { orpc } = useRpc()
  const changing = useMutation(orpc.projects.change.mutationOptions())
  const restore = ({ id, name }: ProjectView) =>
    changing.mutate(
      { id, isArchived: false },
      { onSuccess: () => showToast({ title: words.projects.didRestore(name) }) },
    )
  const archive = ({ id, name }: ProjectView) =>
    changing.mutate(
      { id, isArchived: true },
      {
        onSuccess: () =>
          showToast({
            title: words.projects.didArchive(name),
            undo: () => changing.mutate({ id, isArchived: false }),
          }),
      },
    )
  return { changing, archive, restore }
}
