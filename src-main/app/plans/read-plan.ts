import { buildRequestSchema } from '#shared/contract/compat/seed.ts'
import type { ImportFile } from '#shared/contract/plans/plans.ts'
import { planOfRequest } from '#shared/plan-file/read-plan.ts'
import { shapeOf } from '#shared/plan-shape.ts'
import type { Refusal } from '#shared/refusal.ts'
import { ok, type Result } from '#shared/result.ts'
import { parseInput } from '../../base/parse-input.ts'
import { importFiles, importSource } from '../../planning/importers/detect.ts'
import { type Imported, type Source, sourceOf } from '../../planning/importers/source.ts'
import { parseOwnPlan } from '../../planning/text/own-plan-text.ts'

export interface PlanInput {
  /** Either `text` or `files` is set. */
  readonly text?: string | undefined
  readonly files?: readonly ImportFile[] | undefined
  readonly fileName: string
}

/** Parses the plans of an import: Switchyard's own format first, then those of other tools. */
export function readPlan({ text = '', files, fileName }: PlanInput): Result<Imported, Refusal> {
  if (files !== undefined) return importFiles(files, fileName)
  const source = sourceOf([{ path: fileName, text }], fileName)
  return importOwnPlan(source) ?? importSource(source)
}

/**
 * Plan file in Switchyard's own format (JSON or YAML), to run later or to embed in another plan; null for any other
 * file.
 */
function importOwnPlan({ text, json }: Source): Result<Imported, Refusal> | null {
  const parsed = text === null ? null : parseOwnPlan(text, json)
  if (parsed === null || !parsed.ok) return parsed
  const request = parseInput(buildRequestSchema, parsed.value)
  if (!request.ok) return request
  const document = planOfRequest(request.value, null)
  const shape = shapeOf(document.tasks)
  const withSubtasks = { nodes: shape.tasks, edges: shape.edges }
  return ok({ format: 'switchyard', plans: [{ document, shape, withSubtasks }], warnings: [] })
}
