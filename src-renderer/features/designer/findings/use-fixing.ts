import { useMutation } from '@tanstack/react-query'
import type { PlanFinding, PlanFix } from '#shared/model/plan-finding.ts'
import { words } from '#shared/words/words.ts'
import { replaceDocument } from '../../../entities/plans/edits/plan-settings.ts'
import { fixLatest } from '../../../entities/plans/fixes/plan-fixes.tsx'
import { useRpc } from '../../../rpc/context.tsx'
import { failureOf } from '../../../rpc/failure.ts'
import { edit, selectTasks } from '../../../stores/plan-document.ts'
import { usePlanDocumentStore } from '../../../stores/plan-document-context.tsx'
import { showToast } from '../../../ui/toast.tsx'
import { undoOf } from '../actions.ts'
import type { DesignerUiStore } from '../designer-ui.ts'
import { useFindingsStore } from './findings.tsx'

interface Asked {
  readonly label: string
  readonly what: { readonly fixes: string[] } | { readonly allSafe: true }
}

/** Fixes the current plan, as a single step of the history. */
export function useFixing() {
  const { client } = useRpc()
  const plan = usePlanDocumentStore()
  const fixing = useMutation({
    mutationFn: ({ what }: Asked) =>
      fixLatest(
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
    isPending: fixing.isPending,
    fix: ({ id, title }: PlanFix) => fixing.mutate({ label: words.edits.fix(title), what: { fixes: [id] } }),
    fixSafe: () => fixing.mutate({ label: words.designer.commands.fixSafe, what: { allSafe: true } }),
  }
}

/** Moves between findings and selects their tasks. */
export function useJump(ui: DesignerUiStore, onShow: () => void) {
  const plan = usePlanDocumentStore()
  const findings = useFindingsStore()
  const to = (finding: PlanFinding, key?: string) => {
    ui.setState({ findingId: finding.id })
    selectTasks(plan, finding.taskKeys, key ?? finding.taskKeys[0])
  }
  const next = (by: 1 | -1) => {
    const { all } = findings.getState()
    const at = all.findIndex(({ id }) => id === ui.getState().findingId)
    const found = all[(at === -1 && by === -1 ? all.length - 1 : at + by + all.length) % all.length]
    onShow()
    if (found !== undefined) to(found)
  }
  return { to, next }
}

export type Fixing = ReturnType<typeof useFixing>
