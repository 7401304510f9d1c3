import { usePlanDocument } from '../../stores/plan-document-context.tsx'
import { useOrigin } from '../../stores/plan-session-context.tsx'
import { words } from '../../words/words.ts'
import { firstError } from './findings/findings.ts'
import { useFindings } from './findings/findings-context.tsx'

/** How the plan stands: what of it is not kept, and why it cannot be kept, run or mended now. */
export function useStanding(isBusy: boolean) {
  const isEmpty = usePlanDocument(({ document }) => document.tasks.length === 0)
  const kept = useOrigin((origin) => origin.kept)
  const isChanged = usePlanDocument(({ document }) => document !== kept)
  const error = useFindings(firstError)
  const hasSafe = useFindings(({ all }) => all.some(({ fixes }) => fixes.some(({ isSafe }) => isSafe)))
  const notNow = isEmpty ? words.designer.isEmpty : isBusy ? words.designer.isBusy : null
  return {
    isChanged,
    isEmpty,
    notRun: (error !== null && !isEmpty ? words.designer.cannotRun(error.message) : null) ?? notNow,
    notKept: notNow ?? (isChanged ? null : words.designer.isKept),
    notFixed: hasSafe ? null : words.designer.nothingSafe,
  }
}
