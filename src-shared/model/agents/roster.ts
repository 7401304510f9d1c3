import { z } from 'zod'

/** Whose rosters can be imported: Claude Code's sub-agents, CrewAI's agents.yaml, A2A's agent cards. */
const rosterFormats = ['subagents', 'crewai', 'a2a'] as const
export const rosterFormatSchema = z.enum(rosterFormats)
export type RosterFormat = z.infer<typeof rosterFormatSchema>

/** Why an imported agent has a skill that its source does not name: the words it was found in, and where they stand. */
export const derivedSkillSchema = z.object({
  agentId: z.string(),
  skill: z.string(),
  where: z.string(),
  words: z.string(),
})
export type DerivedSkill = z.infer<typeof derivedSkillSchema>

/** Where an imported agent comes from: kept as `origin` in its `config`. */
export const rosterOriginSchema = z.object({
  format: rosterFormatSchema,
  /** As the source has it. */
  name: z.string(),
  /** The path of its file in the imported folder. */
  path: z.string(),
})
export type RosterOrigin = z.infer<typeof rosterOriginSchema>
