import { z } from 'zod'

/** Supported roster formats: Claude Code's sub-agents, CrewAI's agents.yaml, A2A agent cards. */
const rosterFormats = ['subagents', 'crewai', 'a2a'] as const
export const rosterFormatSchema = z.enum(rosterFormats)
export type RosterFormat = z.infer<typeof rosterFormatSchema>

/** Source of a skill that an imported agent does not declare: the matching words and where they were found. */
export const derivedSkillSchema = z.object({
  agentId: z.string(),
  skill: z.string(),
  where: z.string(),
  words: z.string(),
})
export type DerivedSkill = z.infer<typeof derivedSkillSchema>

/** Origin of an imported agent, stored as `origin` in its `config`. */
export const rosterOriginSchema = z.object({
  format: rosterFormatSchema,
  /** Name of the agent in the source. */
  name: z.string(),
  /** Path of the file in the imported folder. */
  path: z.string(),
})
export type RosterOrigin = z.infer<typeof rosterOriginSchema>
