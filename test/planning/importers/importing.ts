import fc from 'fast-check'
import { expect } from 'vitest'
import { importText } from '../../../src-main/planning/importers/detect.ts'
import type { Imported } from '../../../src-main/planning/importers/source.ts'
import { findPlanFault } from '../../../src-main/planning/plan-fault.ts'
import { planDocumentSchema } from '../../../src-shared/model/plan.ts'

const refusedName = /"(?:__proto__|constructor|prototype)":/

/** Any JSON value from outside, except keys that reach a prototype, which are refused before the formats. */
export const anyJson = fc
  .jsonValue({ maxDepth: 3 })
  .filter((value) => !refusedName.test(JSON.stringify(value)))

/** The only plan of a file, and its warnings. */
export function importPlan(text: string, fileName: string) {
  const result = importText(text, { fileName })
  if (!result.ok) throw new Error(result.error.message)
  const [plan, ...rest] = result.value.plans
  if (plan === undefined || rest.length > 0) throw new Error(`There are ${result.value.plans.length} plans`)
  const { tasks } = plan.document
  const { format, warnings } = result.value
  return {
    ...plan,
    format,
    tasks,
    taskOf: (key: string) => tasks.find((task) => task.key === key),
    dependencies: Object.fromEntries(tasks.map(({ key, dependsOn }) => [key, dependsOn])),
    /** `code @ where`: the machine-readable part of a warning. */
    found: warnings.map(({ code, where }) => `${code} @ ${where}`),
    messages: (code: string) => warnings.filter((each) => each.code === code).map(({ message }) => message),
  }
}

/** Invariants of each imported file: the plan can run, unless a warning explains the reason. */
export function expectSound({ plans, warnings }: Imported): void {
  for (const { document, shape, withSubtasks } of plans) {
    expect(planDocumentSchema.parse(document)).toEqual(document)
    const keys = document.tasks.map(({ key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
    const fault = findPlanFault(document)?.code ?? null
    expect(fault).toBe(keys.length === 0 ? 'E_PLAN_SIZE' : shape.cycles > 0 ? 'E_DEP_CYCLE' : null)
    expect(withSubtasks.nodes).toBe(keys.length)
    for (const { key, title, description, tags } of document.tasks) {
      for (const text of [key, title, description, ...tags]) expect(text).not.toBe('')
      expect(title.length).toBeLessThanOrEqual(400)
      expect(description.length).toBeLessThanOrEqual(200_000)
    }
  }
  for (const { code, where, message } of warnings) {
    expect(code).toMatch(/^[a-z_]+$/)
    expect(where).not.toBe('')
    expect(message).toMatch(/^[A-Z"][\s\S]*\.$/)
    expect(message.length).toBeLessThan(2000)
  }
}
