import { oc } from '@orpc/contract'
import { z } from 'zod'
import { agentSchema, agentViewSchema, maxAgents } from '../model/agent.ts'
import { refusals } from './errors.ts'

export const rosterSchema = z.strictObject({ agents: z.array(agentSchema.strict()).min(1).max(maxAgents) })

export const agentsContract = {
  list: oc
    .route({ method: 'GET', path: '/v1/agents', summary: 'The roster with its load' })
    .output(z.array(agentViewSchema)),
  register: oc
    .route({ method: 'POST', path: '/v1/agents', summary: 'Add agents, or replace those with the same id' })
    .errors(refusals('E_DUPLICATE_ID'))
    .input(rosterSchema)
    .output(z.array(agentViewSchema)),
}
