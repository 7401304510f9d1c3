import type { Agent } from '#shared/model/agent.ts'
import type { SkillAliases } from '../../assignment/skills.ts'

/** What a plan is held against. */
export interface LintFacts {
  /** All that a run would have, whoever of them is of the crew. */
  readonly agents: readonly Agent[]
  readonly aliases: SkillAliases
  readonly now: number
  /** Names of those who may answer gates; null: whoever sits there signs. */
  readonly people: readonly string[] | null
  /** Whether the project folder is in a git repository; null: nobody looked. */
  readonly isRepository: boolean | null
}
