import { buildRequestSchema } from '#shared/contract/compat/seed.ts'
import { planOfRequest } from '#shared/plan-file/read-plan.ts'
import { shapeOf } from '#shared/plan-shape.ts'
import type { Refusal } from '#shared/refusal.ts'
import { ok, type Result } from '#shared/result.ts'
import { parseInput } from '../../base/parse-input.ts'
import type { Imported, Source } from '../../planning/importers/source.ts'
import { parseOwnPlan } from '../../planning/text/own-plan-text.ts'

/** A plan file of Switchyard itself, JSON or YAML, kept to be run later or to stand in another plan; null for any other file. */
export function importOwnPlan({ text, json }: Source): Result<Imported, Refusal> | null {
  const parsed = text === null ? null : parseOwnPlan(text, json)
  if (parsed === null || !parsed.ok) return parsed
  const request = parseInput(buildRequestSchema, parsed.value)
  if (!request.ok) return request
  const document = planOfRequest(request.value, null)
  const shape = shapeOf(document.tasks)
  const withSubtasks = { nodes: shape.tasks, edges: shape.edges }
  return ok({ format: 'switchyard', plans: [{ document, shape, withSubtasks }], warnings: [] })
}
