import { agentsContract } from './agents.ts'
import { logContract } from './log.ts'
import { plansContract } from './plans.ts'
import { runsContract } from './runs.ts'
import { seedContract } from './seed.ts'
import { systemContract } from './system.ts'
import { webhooksContract } from './webhooks.ts'

/** Everything that can be asked of Switchyard, over any wire. REST paths stand below `/api`. */
export const contract = {
  seed: seedContract,
  plans: plansContract,
  runs: runsContract,
  agents: agentsContract,
  log: logContract,
  system: systemContract,
  webhooks: webhooksContract,
}
export type Contract = typeof contract
