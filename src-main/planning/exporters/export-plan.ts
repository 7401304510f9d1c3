import type { ExportFormat, ExportLoss } from '#shared/contract/plans/plans.ts'
import type { PlanDocument } from '#shared/model/plan.ts'
import { words } from '#shared/words/words.ts'
import { importText } from '../importers/detect.ts'
import { exportCsv } from './csv.ts'
import { exportDot } from './dot.ts'
import type { Export, Exported } from './losses.ts'
import { exportMermaid } from './mermaid.ts'
import { exportJson, exportYaml } from './own.ts'
import { exportTaskMaster } from './task-master.ts'

const lossText = words.exportLosses

const exporters: Record<ExportFormat, Export> = {
  switchyard: exportJson,
  yaml: exportYaml,
  mermaid: exportMermaid,
  dot: exportDot,
  csv: exportCsv,
  taskmaster: exportTaskMaster,
}

/**
 * Exports a plan to another format. The losses list everything that the format cannot represent, and the reason if
 * Switchyard would not import the text.
 */
export function exportPlan(document: PlanDocument, format: ExportFormat): Exported {
  const exported = exporters[format](document)
  return { ...exported, losses: [...exported.losses, ...listRefusals(exported, format)] }
}

/**
 * Checks the export by importing it. The two plan formats are skipped, because their exporters validate them against
 * the schema.
 */
function listRefusals({ text, fileName }: Exported, format: ExportFormat): ExportLoss[] {
  if (format === 'switchyard' || format === 'yaml') return []
  const imported = importText(text, { fileName })
  if (imported.ok && imported.value.format === format) return []
  const why = imported.ok ? lossText.otherFormat : imported.error.message
  return [{ code: 'not_importable', where: lossText.plan, message: lossText.notImportable(why) }]
}
