import { useNavigate } from '@tanstack/react-router'
import { GitCompare, Tag } from 'lucide-react'
import { useCommands } from '../../../commands/use-commands.ts'
import { words } from '../../../words/words.ts'

interface VersionDoings {
  readonly planId: string | null
  /** Why it cannot be published; null: it can. */
  readonly notKept: string | null
  readonly onPublish: () => void
}

/** What is done with versions of the plan that is open. */
export function useVersionCommands({ planId, notKept, onPublish }: VersionDoings): void {
  const navigate = useNavigate()
  useCommands([
    {
      ...{ id: 'plan.publishNamed', title: words.drafts.publishNamed, category: words.designer.category },
      ...{ icon: Tag, disabled: notKept, run: onPublish },
    },
    {
      ...{ id: 'plan.versions', title: words.drafts.versions, category: words.designer.category },
      icon: GitCompare,
      disabled: planId === null ? words.drafts.noVersions : null,
      run: () =>
        planId !== null && void navigate({ to: '/plans/$planId/versions', params: { planId }, search: {} }),
    },
  ])
}
