import { Braces, Download, FileCode } from 'lucide-react'
import { useState } from 'react'
import { useCommands } from '../../../commands/use-commands.ts'
import { keeperOf } from '../../../entities/drafts/keepers.ts'
import { ExportDialog } from '../../../entities/plans/export/export-dialog.tsx'
import { textOfPlan } from '../../../entities/plans/source/source-text.ts'
import type { SourceFormat } from '../../../entities/plans/source/source-value.ts'
import { usePlanDocument } from '../../../stores/plan-document-context.tsx'
import { usePlanSession } from '../../../stores/plan-session-context.tsx'
import { fileNameOf, saveText } from '../../../ui/save-file.ts'
import { showToast } from '../../../ui/toast.tsx'
import { words } from '../../../words/words.ts'

/** The plan as a file, just as it stands here: its text at once, other formats with what they lose. */
export function PlanExports() {
  const session = usePlanSession()
  const isEmpty = usePlanDocument(({ document }) => document.tasks.length === 0)
  const [exported, setExported] = useState<{ planId: string; title: string } | null>(null)
  const save = (format: SourceFormat) => () => {
    const { document } = session.plan.getState()
    const mediaType = format === 'json' ? 'application/json' : 'application/yaml'
    saveText(`${fileNameOf(document.title)}.${format}`, { text: textOfPlan(document, format), mediaType })
  }
  const open = async () => {
    const keeper = keeperOf(session.plan)
    const isSent = (await keeper?.flush()) ?? true
    const planId = keeper?.state.getState().draft?.id ?? session.origin.getState().planId
    if (!isSent || planId === null) showToast({ title: words.designer.export.notSaved, isFailure: true })
    else setExported({ planId, title: session.plan.getState().document.title })
  }
  const says = words.designer.export
  const shared = { category: words.designer.category, disabled: isEmpty ? words.designer.isEmpty : null }
  useCommands([
    { ...shared, id: 'plan.saveJson', title: says.json, icon: Braces, run: save('json') },
    { ...shared, id: 'plan.saveYaml', title: says.yaml, icon: FileCode, run: save('yaml') },
    { ...shared, id: 'plan.export', title: says.other, icon: Download, run: () => void open() },
  ])
  return exported === null ? null : <ExportDialog {...exported} onClose={() => setExported(null)} />
}
