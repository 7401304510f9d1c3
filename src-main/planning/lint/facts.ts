import type { Agent } from '#shared/model/agents/agent.ts'
import type { SkillAliases } from '../../assignment/skills.ts'

/** The facts that a plan is checked against. */
export interface LintFacts {
  /** All that work in a run, whoever of them is of the crew; simulated agents are not among them. */
  readonly agents: readonly Agent[]
  /** Ids of agents that work in simulations only. */
  readonly simulated: ReadonlySet<string>
  readonly aliases: SkillAliases
  readonly now: number
  /** Names of those who may answer gates; null: whoever sits there signs. */
  readonly people: readonly string[] | null
  /** Whether the project folder is in a git repository; null: nobody looked. */
  readonly isRepository: boolean | null
}
