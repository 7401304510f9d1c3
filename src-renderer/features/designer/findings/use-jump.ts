import type { PlanFinding } from '#shared/model/plan-finding.ts'
import { selectTasks } from '../../../stores/plan-document.ts'
import { usePlanDocumentStore } from '../../../stores/plan-document-context.tsx'
import type { DesignerUiStore } from '../designer-ui.ts'
import { useFindingsStore } from './findings.tsx'

/** From one finding to the next, with the tasks it is about selected. */
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
