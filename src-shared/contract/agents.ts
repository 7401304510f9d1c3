import { z } from 'zod'
import { a2aConfigSchema } from '../model/agents/a2a-agent.ts'
import {
  agentSchema,
  agentViewSchema,
  maxAgents,
  newAgentSchema,
  posteriorSchema,
} from '../model/agents/agent.ts'
import { derivedSkillSchema, rosterFormatSchema } from '../model/agents/roster.ts'
import { importWarningSchema } from '../model/plan.ts'
import { get, post, query } from './builders.ts'
import { buildRefusals } from './errors.ts'

export const rosterSchema = z.strictObject({
  agents: z.array(newAgentSchema).min(1).max(maxAgents),
  /** The JSON schema of the file, for editors; ignored. */
  $schema: z.string().max(2000).optional(),
})

/** The agents in files of another tool; registered unless it was a dry run. */
export const rosterReportSchema = z.object({
  formats: z.array(rosterFormatSchema),
  agents: z.array(agentSchema),
  /** Ids of agents that were here already, from the same origin. */
  replaced: z.array(z.string()),
  derived: z.array(derivedSkillSchema),
  warnings: z.array(importWarningSchema),
})
export type RosterReport = z.infer<typeof rosterReportSchema>

export const maxRosterFiles = 5000

/** A coding agent on this machine, by what it says of itself. */
export const foundAgentSchema = z.object({
  id: z.string(),
  name: z.string(),
  command: z.array(z.string()),
  /** Variables that it would be given, by name: those that are set. */
  passEnv: z.array(z.string()),
  version: z.string().nullable(),
  /** Why it cannot be used; null: it can. */
  fault: z.string().nullable(),
})
export type FoundAgent = z.infer<typeof foundAgentSchema>

/** Names and folders of a search for agents. The app may have another PATH than a shell. */
export const agentSearchSchema = z.object({ names: z.array(z.string()), folders: z.array(z.string()) })
export type AgentSearch = z.infer<typeof agentSearchSchema>

export const agentDetailSchema = z.object({
  agent: agentViewSchema,
  /** The outcomes at each skill; older ones weigh less. */
  record: z.array(
    z.object({ skill: z.string(), successes: z.number(), failures: z.number(), expected: posteriorSchema }),
  ),
})
export type AgentDetail = z.infer<typeof agentDetailSchema>

/** Whether an agent could be given work now, found out without giving it any. */
export const agentCheckSchema = z.object({
  ok: z.boolean(),
  /** To a person: what was found, and what to do where it is not well. */
  message: z.string(),
  details: z.array(z.object({ name: z.string(), value: z.string() })),
  tookMs: z.number(),
})
export type AgentCheck = z.infer<typeof agentCheckSchema>

const agentInput = z.strictObject({ id: z.string() })

export const agentsContract = {
  get: get('/v1/agents/{id}', 'An agent with what it has shown').input(agentInput).output(agentDetailSchema),
  enable: post('/v1/agents/{id}/enable', 'Let an agent be given work')
    .input(agentInput)
    .output(agentDetailSchema),
  disable: post('/v1/agents/{id}/disable', 'Give an agent no more work; what it works on goes on')
    .input(agentInput)
    .output(agentDetailSchema),
  check: query(
    '/v1/agents/{id}/check',
    'Whether an agent could be given work now; a model is asked a few short questions',
    ['E_STATE'],
  )
    .input(agentInput)
    .output(agentCheckSchema),
  trial: post('/v1/agents/{id}/trial', 'Run one small task with this agent alone', [...buildRefusals])
    .input(
      agentInput.extend({
        /** The task; absent: the agent describes its abilities. */
        text: z.string().min(1).max(10_000).optional(),
        /** The sender's own id of the request: repeated, it answers with the same run. */
        commandId: z.string().min(1).max(200).optional(),
      }),
    )
    .output(z.object({ runId: z.string() })),
  readCard: query(
    '/v1/agents/card',
    'What a remote agent would be, by the card at its address; nothing is kept',
    ['E_FORMAT', 'E_STATE'],
  )
    .input(
      z.strictObject({ url: a2aConfigSchema.shape.url, headers: a2aConfigSchema.shape.headers.optional() }),
    )
    .output(z.object({ agent: agentSchema })),
  discover: post(
    '/v1/agents/discover',
    'Coding agents on this machine: starts each that is known and found, and asks for its first word',
    ['E_STATE'],
  )
    .input(z.strictObject({ add: z.boolean().optional() }))
    .output(
      z.object({
        found: z.array(foundAgentSchema),
        added: z.array(z.string()),
        searched: agentSearchSchema,
      }),
    ),
  list: get('/v1/agents', 'The roster with its load').output(z.array(agentViewSchema)),
  register: post('/v1/agents', 'Add agents, or replace those with the same id', [
    'E_DUPLICATE_ID',
    'E_STATE',
    'E_RANGE',
  ])
    .input(rosterSchema)
    .output(z.array(agentViewSchema)),
  importRoster: post(
    '/v1/agents/import',
    'Import agents of another tool; they are offline until a person says otherwise',
    [
      'E_JSON',
      'E_KEY',
      'E_FORMAT',
      'E_REQUIRED',
      'E_TOO_LARGE',
      'E_TOO_DEEP',
      'E_TEXT',
      'E_RANGE',
      'E_STATE',
      'E_DUPLICATE_ID',
    ],
  )
    .input(
      z.strictObject({
        /** The text of a file, with its name; or `files`. */
        text: z.string().optional(),
        fileName: z.string().max(255).optional(),
        /** The files of a folder, their paths from there with `/`. */
        files: z
          .array(z.strictObject({ path: z.string().min(1).max(1000), text: z.string() }))
          .min(1)
          .max(maxRosterFiles)
          .optional(),
        dryRun: z.boolean().optional(),
        /** Whether they may be given work at once; absent: new ones may not, known ones stay as they are. */
        online: z.boolean().optional(),
      }),
    )
    .output(rosterReportSchema),
}
