import { CircleAlert, Lightbulb, type LucideIcon, TriangleAlert } from 'lucide-react'
import type { Severity } from '#shared/model/plan-finding.ts'
import { words } from '#shared/words/words.ts'

export const severityLooks: Record<
  Severity,
  { readonly icon: LucideIcon; readonly ink: string; readonly name: string }
> = {
  error: { icon: CircleAlert, ink: 'text-failed', name: words.designer.problems.error },
  warning: { icon: TriangleAlert, ink: 'text-warning', name: words.designer.problems.warning },
  hint: { icon: Lightbulb, ink: 'text-muted', name: words.designer.problems.hint },
}
