import { stringify } from 'yaml'
import { type BuildRequest, buildRequestSchema } from '#shared/contract/compat/seed.ts'
import type { ExportLoss } from '#shared/contract/plans/plans.ts'
import type { PlanDocument } from '#shared/model/plan.ts'
import { requestOf } from '#shared/plan-file/write-plan.ts'
import { keyOf } from '../importers/names.ts'
import type { Export } from './losses.ts'

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

/** The plan file of Switchyard: everything but the crew, which are agents of one machine. */
export const exportJson = exportOwn('json', writeJson)
/** The same in YAML. */
export const exportYaml = exportOwn('yaml', writeYaml)

function lossesOf({ crew }: PlanDocument, request: BuildRequest): ExportLoss[] {
  const fault = buildRequestSchema.safeParse(request).error?.issues[0]
  const losses: ExportLoss[] = []
  if (crew !== null) {
    const message = "The plan's crew was left out: its agents are of this machine."
    losses.push({ code: 'crew_not_kept', where: 'plan', message })
  }
  if (fault !== undefined) {
    const message = `A plan file may not hold this, and will not be read back: ${fault.message}.`
    losses.push({ code: 'beyond_limit', where: fault.path.join('.') || 'plan', message })
  }
  return losses
}
