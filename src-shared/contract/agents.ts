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
  /** JSON schema of the file, for editors; ignored on import. */
  $schema: z.string().max(2000).optional(),
})

/** Result of importing agents from another tool's files. Agents are not registered on a dry run. */
export const rosterReportSchema = z.object({
  formats: z.array(rosterFormatSchema),
  agents: z.array(agentSchema),
  /** Ids of existing agents of the same origin that were replaced. */
  replaced: z.array(z.string()),
  derived: z.array(derivedSkillSchema),
  warnings: z.array(importWarningSchema),
})
export type RosterReport = z.infer<typeof rosterReportSchema>

export const maxRosterFiles = 5000

/** A coding agent found on this machine, as reported by the agent itself. */
export const foundAgentSchema = z.object({
  id: z.string(),
  name: z.string(),
  command: z.array(z.string()),
  /** Names of the environment variables to pass to the agent. Only variables that are set. */
  passEnv: z.array(z.string()),
  version: z.string().nullable(),
  /** Reason why the agent cannot be used; null if it can. */
  fault: z.string().nullable(),
})
export type FoundAgent = z.infer<typeof foundAgentSchema>

/** Names and folders that the discovery searched. The app's PATH may differ from a shell's. */
export const agentSearchSchema = z.object({ names: z.array(z.string()), folders: z.array(z.string()) })
export type AgentSearch = z.infer<typeof agentSearchSchema>

export const agentDetailSchema = z.object({
  agent: agentViewSchema,
  /** Successes and failures for each skill. Older outcomes weigh less. */
  record: z.array(
    z.object({ skill: z.string(), successes: z.number(), failures: z.number(), expected: posteriorSchema }),
  ),
})
export type AgentDetail = z.infer<typeof agentDetailSchema>

/** Result of checking whether an agent is ready for work. The check runs no task. */
export const agentCheckSchema = z.object({
  ok: z.boolean(),
  /** Message for the user: the result, and how to fix a problem. */
  message: z.string(),
  details: z.array(z.object({ name: z.string(), value: z.string() })),
  tookMs: z.number(),
})
export type AgentCheck = z.infer<typeof agentCheckSchema>

const agentInput = z.strictObject({ id: z.string() })

export const agentsContract = {
  get: get('/v1/agents/{id}', 'Get an agent and its track record')
    .input(agentInput)
    .output(agentDetailSchema),
  enable: post('/v1/agents/{id}/enable', 'Enable an agent').input(agentInput).output(agentDetailSchema),
  disable: post('/v1/agents/{id}/disable', 'Disable an agent; its running attempts continue')
    .input(agentInput)
    .output(agentDetailSchema),
  check: query(
    '/v1/agents/{id}/check',
    'Check whether an agent is ready; a model answers a few short questions',
    ['E_STATE'],
  )
    .input(agentInput)
    .output(agentCheckSchema),
  trial: post('/v1/agents/{id}/trial', 'Run a small trial task with this agent', [...buildRefusals])
    .input(
      agentInput.extend({
        /** Text of the task; absent: the agent describes its abilities. */
        text: z.string().min(1).max(10_000).optional(),
        /** Client-generated id of the request. A repeat returns the same run. */
        commandId: z.string().min(1).max(200).optional(),
      }),
    )
    .output(z.object({ runId: z.string() })),
  readCard: query('/v1/agents/card', 'Preview a remote agent from its agent card; nothing is stored', [
    'E_FORMAT',
    'E_STATE',
  ])
    .input(
      z.strictObject({ url: a2aConfigSchema.shape.url, headers: a2aConfigSchema.shape.headers.optional() }),
    )
    .output(z.object({ agent: agentSchema })),
  discover: post(
    '/v1/agents/discover',
    'Find coding agents on this machine and start each one for a version check',
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
  list: get('/v1/agents', 'List agents with their load').output(z.array(agentViewSchema)),
  register: post('/v1/agents', 'Add agents, or replace agents with the same id', [
    'E_DUPLICATE_ID',
    'E_STATE',
    'E_RANGE',
  ])
    .input(rosterSchema)
    .output(z.array(agentViewSchema)),
  importRoster: post('/v1/agents/import', 'Import agents from another tool; imported agents start offline', [
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
  ])
    .input(
      z.strictObject({
        /** Text of a single file, with `fileName`. Alternative: `files`. */
        text: z.string().optional(),
        fileName: z.string().max(255).optional(),
        /** Files of a folder. Paths are relative to the folder, with `/`. */
        files: z
          .array(z.strictObject({ path: z.string().min(1).max(1000), text: z.string() }))
          .min(1)
          .max(maxRosterFiles)
          .optional(),
        dryRun: z.boolean().optional(),
        /**
         * Whether the agents may get work at once. Absent: new agents may not, and existing agents keep their setting.
         */
        online: z.boolean().optional(),
      }),
    )
    .output(rosterReportSchema),
}
