import { oc } from '@orpc/contract'
import { z } from 'zod'
import { scorecardSchema, skillGapReportSchema } from '../model/agents/agent.ts'
import { query } from './builders.ts'
import { buildRequestSchema } from './compat/seed.ts'
import { refusals } from './errors.ts'

const skillAliasSchema = z.object({ alias: z.string(), skill: z.string() })

const aliasWord = z.string().min(1).max(100)

export const skillsContract = {
  listAliases: oc
    .route({ method: 'GET', path: '/v1/skills/aliases', summary: 'Other words for skills, by word' })
    .output(z.array(skillAliasSchema)),
  addAlias: oc
    .route({
      method: 'POST',
      path: '/v1/skills/aliases',
      summary: 'Let a word stand for a skill in what is built from now on',
    })
    .errors(refusals('E_FORMAT', 'E_DEP_CYCLE', 'E_DUPLICATE_ID', 'E_STATE', 'E_IDEMPOTENCY_MISMATCH'))
    .input(z.strictObject({ alias: aliasWord, skill: aliasWord }))
    .output(z.array(skillAliasSchema)),
  removeAlias: oc
    .route({ method: 'DELETE', path: '/v1/skills/aliases/{alias}', summary: 'Take a word out of the table' })
    .errors(refusals('E_NOT_FOUND', 'E_IDEMPOTENCY_MISMATCH'))
    .input(z.strictObject({ alias: aliasWord }))
    .output(z.array(skillAliasSchema)),
  match: query
    .route({
      method: 'POST',
      path: '/v1/skills/match',
      summary: 'Who could do a task with these skills now, best first, and what keeps the others from it',
    })
    .input(z.strictObject({ skills: z.array(aliasWord).max(100) }))
    .output(scorecardSchema),
  findGaps: oc
    .route({
      method: 'GET',
      path: '/v1/skills/gaps',
      summary: 'Which tasks of a plan nobody could do, and the smallest addition that would help',
    })
    .errors(refusals('E_NOT_FOUND'))
    .input(z.strictObject({ planId: z.string() }))
    .output(skillGapReportSchema),
  findGapsOf: query
    .route({ method: 'POST', path: '/v1/skills/gaps', summary: 'The same for a plan that is not kept here' })
    .input(buildRequestSchema)
    .output(skillGapReportSchema),
}
