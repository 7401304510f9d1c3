import { z } from 'zod'
import { scorecardSchema, skillGapReportSchema } from '../model/agents/agent.ts'
import { del, get, post, query } from './builders.ts'
import { buildRequestSchema } from './compat/seed.ts'

const skillAliasSchema = z.object({ alias: z.string(), skill: z.string() })

const aliasWord = z.string().min(1).max(100)

export const skillsContract = {
  listAliases: get('/v1/skills/aliases', 'List aliases of skills').output(z.array(skillAliasSchema)),
  addAlias: post('/v1/skills/aliases', 'Add an alias of a skill, for future builds', [
    'E_FORMAT',
    'E_DEP_CYCLE',
    'E_DUPLICATE_ID',
    'E_STATE',
    'E_IDEMPOTENCY_MISMATCH',
  ])
    .input(z.strictObject({ alias: aliasWord, skill: aliasWord }))
    .output(z.array(skillAliasSchema)),
  removeAlias: del('/v1/skills/aliases/{alias}', 'Delete an alias of a skill', ['E_IDEMPOTENCY_MISMATCH'])
    .input(z.strictObject({ alias: aliasWord }))
    .output(z.array(skillAliasSchema)),
  match: query(
    '/v1/skills/match',
    'Rank agents for a task with these skills, with the reasons against each other agent',
  )
    .input(z.strictObject({ skills: z.array(aliasWord).max(100) }))
    .output(scorecardSchema),
  findGaps: get('/v1/skills/gaps', 'List tasks of a plan without a matching agent, and the smallest remedy', [
    'E_NOT_FOUND',
  ])
    .input(z.strictObject({ planId: z.string() }))
    .output(skillGapReportSchema),
  findGapsOf: query(
    '/v1/skills/gaps',
    'List tasks of an unsaved plan without a matching agent, and the smallest remedy',
  )
    .input(buildRequestSchema)
    .output(skillGapReportSchema),
}
