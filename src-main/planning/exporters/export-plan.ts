import type { ExportFormat } from '#shared/contract/plans.ts'
import type { PlanDocument } from '#shared/model/plan.ts'
import { exportCsv } from './csv.ts'
import { exportDot } from './dot.ts'
import type { Export, Exported } from './exported.ts'
import { exportMermaid } from './mermaid.ts'
import { exportJson, exportYaml } from './own.ts'
import { exportTaskMaster } from './task-master.ts'

const exporters: Record<ExportFormat, Export> = {
  switchyard: exportJson,
  yaml: exportYaml,
  mermaid: exportMermaid,
  dot: exportDot,
  csv: exportCsv,
  taskmaster: exportTaskMaster,
}

/** The plan in another format; what that has no place for is named in the losses. */
export const exportPlan = (document: PlanDocument, format: ExportFormat): Exported =>
  exporters[format](document)
