import { z } from 'zod'
import { scorecardSchema, skillGapReportSchema } from '../model/agents/agent.ts'
import { del, get, post, query } from './builders.ts'
import { buildRequestSchema } from './compat/seed.ts'

const skillAliasSchema = z.object({ alias: z.string(), skill: z.string() })

const aliasWord = z.string().min(1).max(100)

export const skillsContract = {
  listAliases: get('/v1/skills/aliases', 'Other words for skills, by word').output(z.array(skillAliasSchema)),
  addAlias: post('/v1/skills/aliases', 'Let a word stand for a skill in what is built from now on', [
    'E_FORMAT',
    'E_DEP_CYCLE',
    'E_DUPLICATE_ID',
    'E_STATE',
    'E_IDEMPOTENCY_MISMATCH',
  ])
    .input(z.strictObject({ alias: aliasWord, skill: aliasWord }))
    .output(z.array(skillAliasSchema)),
  removeAlias: del('/v1/skills/aliases/{alias}', 'Take a word out of the table', ['E_IDEMPOTENCY_MISMATCH'])
    .input(z.strictObject({ alias: aliasWord }))
    .output(z.array(skillAliasSchema)),
  match: query(
    '/v1/skills/match',
    'Who could do a task with these skills now, best first, and what keeps the others from it',
  )
    .input(z.strictObject({ skills: z.array(aliasWord).max(100) }))
    .output(scorecardSchema),
  findGaps: get(
    '/v1/skills/gaps',
    'Which tasks of a plan nobody could do, and the smallest addition that would help',
    ['E_NOT_FOUND'],
  )
    .input(z.strictObject({ planId: z.string() }))
    .output(skillGapReportSchema),
  findGapsOf: query('/v1/skills/gaps', 'The same for a plan that is not kept here')
    .input(buildRequestSchema)
    .output(skillGapReportSchema),
}
