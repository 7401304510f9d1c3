import { useQuery } from '@tanstack/react-query'
import { words } from '#shared/words/words.ts'
import { useRpc } from '../../rpc/context.tsx'
import { useCurrentProject } from './current-project.ts'

interface NarrowedNoteProps {
  /** Text of the note for a project name. */
  readonly say?: (name: string) => string
}

/** Shows the project that filters this screen and a button to show all. Empty without a filter. */
export function NarrowedNote({ say = words.projects.narrowed }: NarrowedNoteProps) {
  const { orpc } = useRpc()
  const { id, choose } = useCurrentProject()
  const projects = useQuery(orpc.projects.list.queryOptions()).data ?? []
  if (id === null) return null
  const name = projects.find((project) => project.id === id)?.name ?? id
  return (
    <p className="mb-3 flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 text-muted text-sm">
      <span className="min-w-0 break-words">{say(name)}</span>
      <button
        type="button"
        onClick={() => choose(null)}
        className="min-h-6 shrink-0 text-accent underline underline-offset-2"
      >
        {words.projects.leave}
      </button>
    </p>
  )
}
