import { stringify } from 'yaml'
import { type BuildRequest, buildRequestSchema } from '#shared/contract/compat/seed.ts'
import type { ExportLoss } from '#shared/contract/plans/plans.ts'
import type { PlanDocument } from '#shared/model/plan.ts'
import { requestOf } from '#shared/plan-file/write-plan.ts'
import { describeIssue } from '#shared/words/issue-text.ts'
import { words } from '#shared/words/words.ts'
import { keyOf } from '../importers/names.ts'
import type { Export } from './losses.ts'

const text = words.exportLosses

export const writeJson = (request: BuildRequest): string => `${JSON.stringify(request, null, 2)}\n`
export const writeYaml = (request: BuildRequest): string =>
  stringify(request, { aliasDuplicateObjects: false, lineWidth: 0 })

const exportOwn =
  (ending: string, write: (request: BuildRequest) => string): Export =>
  (document) => {
    const request = requestOf(document)
    const fileName = `${keyOf(document.key)}.plan.${ending}`
    return { text: write(request), fileName, losses: lossesOf(document, request) }
  }

/** Switchyard's plan file: everything except the crew, because its agents belong to one machine. */
export const exportJson = exportOwn('json', writeJson)
/** Same as `exportJson`, in YAML. */
export const exportYaml = exportOwn('yaml', writeYaml)

function lossesOf({ crew }: PlanDocument, request: BuildRequest): ExportLoss[] {
  const fault = buildRequestSchema.safeParse(request).error?.issues[0]
  const losses: ExportLoss[] = []
  if (crew !== null) {
    losses.push({ code: 'crew_not_kept', where: text.plan, message: text.crew })
  }
  if (fault !== undefined) {
    const where = fault.path.join('.') || text.plan
    losses.push({ code: 'beyond_limit', where, message: text.beyondLimit(describeIssue(fault.message)) })
  }
  return losses
}
