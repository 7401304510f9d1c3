import type { AgentCheck } from '#shared/contract/agents.ts'
import type { Agent } from '#shared/model/agents/agent.ts'
import type { Refusal } from '#shared/refusal.ts'

/** What a health check found, before its time is known. */
export type Found = Omit<AgentCheck, 'tookMs'>

export const fine = (message: string, details: Found['details'] = []): Found => ({
  ok: true,
  message,
  details,
})
export const amiss = (message: string, details: Found['details'] = []): Found => ({
  ok: false,
  message,
  details,
})

/** An agent whose config cannot be read will not start as it is. */
export function misfit({ id }: Agent, { field, message, hint }: Refusal): Found {
  return amiss(`Agent ${id}, config${field === undefined ? '' : `.${field}`}: ${message} ${hint}`)
}
