import type { AgentCheck } from '#shared/contract/agents.ts'
import type { Agent } from '#shared/model/agents/agent.ts'
import { personConfigSchema } from '#shared/model/agents/person-agent.ts'
import { hoursOf, isIn, nextIn } from '#shared/working-hours.ts'
import { parseInput } from '../../base/parse-input.ts'
import type { LookOptions } from '../a2a/look.ts'
import type { GreetOptions } from '../acp/greet.ts'
import { checkCodingAgent } from './check-coding-agent.ts'
import { checkModel, type ModelCheckOptions } from './check-model.ts'
import { checkCommand } from './check-program.ts'
import { checkRemote } from './check-remote.ts'
import { amiss, type Found, fine, misfit } from './found.ts'

export interface HealthOptions extends GreetOptions, ModelCheckOptions, LookOptions {
  /** When a worker that pulls last took or ended something (milliseconds since 1970); null: never. */
  readonly findLastHeard: (agentId: string) => number | null
}

const patienceMs = 90_000

/** Whether an agent could be given work now. What this starts ends with it, and no task is given to anybody. */
export async function checkAgent(
  agent: Agent,
  options: HealthOptions,
  signal?: AbortSignal,
): Promise<AgentCheck> {
  const { clock } = options
  const begun = clock.now()
  const over = new AbortController()
  const late = new AbortController()
  clock.sleep(patienceMs, over.signal).then(
    () => late.abort(new Error('late')),
    () => {},
  )
  const stop = AbortSignal.any([late.signal, ...(signal === undefined ? [] : [signal])])
  // Programs and servers of others: whatever is thrown there is what was found, unless nobody asks any more.
  try {
    const found = await look(agent, options, stop)
    return { ...found, tookMs: clock.now() - begun }
  } catch (error) {
    signal?.throwIfAborted()
    if (!late.signal.aborted) throw error
    return { ...amiss(`It did not answer within ${patienceMs / 1000} seconds.`), tookMs: clock.now() - begun }
  } finally {
    over.abort()
  }
}

function look(agent: Agent, options: HealthOptions, stop: AbortSignal): Promise<Found> | Found {
  switch (agent.kind) {
    case 'command':
      return checkCommand(agent, options.readVariables)
    case 'acp':
      return checkCodingAgent(agent, options, stop)
    case 'model':
      return checkModel(agent, options, stop)
    case 'a2a':
      return checkRemote(agent, options, stop)
    case 'person':
      return describePerson(agent, options.clock.now())
    case 'external':
      return describeWorker(agent, options)
    case 'builtin':
      return fine('It is part of Switchyard: there is nothing to reach.')
    case 'scripted':
      return fine('It plays its script: there is nothing to reach.')
  }
}

function describePerson(agent: Agent, now: number): Found {
  const config = parseInput(personConfigSchema, agent.config)
  if (!config.ok) return misfit(agent, config.error)
  const hours = hoursOf(agent)
  if (isIn(hours, now)) return fine('Their tasks are put into the inbox.')
  const next = nextIn(hours, now)
  const details = next === null ? [] : [{ name: 'In again', value: new Date(next).toISOString() }]
  return fine('Their tasks are put into the inbox; these are not their hours.', details)
}

function describeWorker({ id }: Agent, { findLastHeard }: HealthOptions): Found {
  const at = findLastHeard(id)
  if (at === null) return amiss('No worker has pulled for it yet.')
  const details = [{ name: 'Last heard of', value: new Date(at).toISOString() }]
  return fine('A worker pulls for it; nothing here can call it.', details)
}
