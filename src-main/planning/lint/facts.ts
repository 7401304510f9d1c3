import type { Agent } from '#shared/model/agents/agent.ts'
import type { SkillAliases } from '../../assignment/skills.ts'

/** Facts about the environment that a plan is checked against. */
export interface LintFacts {
  /** All agents for real runs, in the crew or not. Excludes simulated agents. */
  readonly agents: readonly Agent[]
  /** Ids of simulated agents, which work in simulations only. */
  readonly simulated: ReadonlySet<string>
  readonly aliases: SkillAliases
  readonly now: number
  /** Names of the people who may answer gates. Null: anyone at the computer may answer. */
  readonly people: readonly string[] | null
  /** Whether the project folder is in a git repository. Null: not checked. */
  readonly isRepository: boolean | null
}
