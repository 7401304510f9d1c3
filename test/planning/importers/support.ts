import { importFiles, importText } from '../../../src-main/planning/importers/detect.ts'
import type { Imported } from '../../../src-main/planning/importers/source.ts'
import { findPlanFault } from '../../../src-main/planning/plan-fault.ts'
import type { TaskDefinition } from '../../../src-shared/model/task-definition.ts'

export function readText(text: string, fileName = 'tasks.md'): Imported {
  const result = importText(text, { fileName })
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

/** Imports a folder, given as its files by path. */
export function readFiles(files: Record<string, string>, name = 'folder'): Imported {
  const result = importFiles(
    Object.entries(files).map(([path, text]) => ({ path, text })),
    name,
  )
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

/** Tasks of the first plan. */
export const tasksOf = ({ plans }: Imported): readonly TaskDefinition[] => plans[0]?.document.tasks ?? []

/** `key` or `key < dependencies`, with the path of its group. */
export const orderOf = (imported: Imported): string[] =>
  tasksOf(imported).map(({ key, parent, dependsOn }) => {
    const path = parent === null ? key : `${parent}/${key}`
    return dependsOn.length === 0 ? path : `${path} < ${dependsOn.join(' ')}`
  })

export const codesOf = ({ warnings }: Imported): string[] => warnings.map(({ code }) => code)

/** Reasons why the plans cannot run, except cycles that the plans report themselves. */
export const faultsOf = ({ plans }: Imported): string[] =>
  plans.flatMap(({ document, shape }) => {
    const fault = findPlanFault(document)
    return fault === null || (fault.code === 'E_DEP_CYCLE' && shape.cycles > 0) ? [] : [fault.message]
  })
