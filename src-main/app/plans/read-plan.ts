import type { ImportFile } from '#shared/contract/plans/plans.ts'
import type { Refusal } from '#shared/refusal.ts'
import type { Result } from '#shared/result.ts'
import { importFiles, importSource } from '../../planning/importers/detect.ts'
import { type Imported, sourceOf } from '../../planning/importers/source.ts'
import { importOwnPlan } from './own-plan.ts'

export interface PlanInput {
  /** Either this or `files`. */
  readonly text?: string | undefined
  readonly files?: readonly ImportFile[] | undefined
  readonly fileName: string
}

/** The plans of what was handed in: our own format first, then those of other tools. */
export function readPlan({ text = '', files, fileName }: PlanInput): Result<Imported, Refusal> {
  if (files !== undefined) return importFiles(files, fileName)
  const source = sourceOf([{ path: fileName, text }], fileName)
  return importOwnPlan(source) ?? importSource(source)
}
