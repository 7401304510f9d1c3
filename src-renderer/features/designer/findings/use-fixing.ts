import { useMutation } from '@tanstack/react-query'
import type { PlanFix } from '#shared/model/plan-finding.ts'
import { replaceDocument } from '../../../entities/plans/edits/plan-settings.ts'
import { mendLatest } from '../../../entities/plans/mending/mend-latest.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { failureOf } from '../../../rpc/failure.ts'
import { edit } from '../../../stores/plan-document.ts'
import { usePlanDocumentStore } from '../../../stores/plan-document-context.tsx'
import { showToast } from '../../../ui/toast.tsx'
import { words } from '../../../words/words.ts'
import { undoOf } from '../actions.ts'

export interface Fixing {
  readonly isPending: boolean
  readonly fix: (fix: PlanFix) => void
  readonly fixSafe: () => void
}

interface Asked {
  readonly label: string
  readonly what: { readonly fixes: string[] } | { readonly allSafe: true }
}

/** Mends the plan as it is when the answer comes, as one step of its history. */
export function useFixing(): Fixing {
  const { client } = useRpc()
  const plan = usePlanDocumentStore()
  const mending = useMutation({
    mutationFn: ({ what }: Asked) =>
      mendLatest(
        () => plan.getState().document,
        (document) => client.plans.fix({ document, ...what }),
      ),
    onSuccess: (mended, { label }) => {
      if (mended === null) {
        showToast({ title: words.designer.problems.changedMeanwhile, isFailure: true })
        return
      }
      edit(plan, replaceDocument(mended.document, label))
      showToast({ title: label, undo: undoOf(plan) })
    },
    onError: (error) => showToast({ title: failureOf(error).message, isFailure: true }),
  })
  return {
    isPending: mending.isPending,
    fix: ({ id, title }) => mending.mutate({ label: words.edits.fix(title), what: { fixes: [id] } }),
    fixSafe: () => mending.mutate({ label: words.designer.commands.fixSafe, what: { allSafe: true } }),
  }
}
