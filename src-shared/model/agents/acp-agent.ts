import { z } from 'zod'
import { programFields } from './command-agent.ts'

/** What a coding agent does with a tool, in the words of the Agent Client Protocol. */
export const toolKinds = [
  'read',
  'edit',
  'delete',
  'move',
  'search',
  'execute',
  'think',
  'fetch',
  'other',
] as const
export type ToolKind = (typeof toolKinds)[number]

/** What is said to a request for permission: yes, ask a person, no. */
export const permissionRules = ['allow', 'ask', 'deny'] as const
const ruleSchema = z.enum(permissionRules)
export type PermissionRule = z.infer<typeof ruleSchema>

const allowed = ruleSchema.default('allow')
const asked = ruleSchema.default('ask')

/** What an agent of kind `acp` is: a coding agent on this machine that speaks the Agent Client Protocol. */
export const acpConfigSchema = z.strictObject({
  ...programFields,
  /** One of the modes and models that the agent offers, by its id or its name; absent: as the agent has it. */
  mode: z.string().min(1).max(200).optional(),
  model: z.string().min(1).max(200).optional(),
  /** By the kind of the tool. Leaving a plan mode is always asked, and so is what lies outside the workspace. */
  permissions: z
    .strictObject({
      read: allowed,
      edit: asked,
      delete: asked,
      move: asked,
      search: allowed,
      execute: asked,
      think: allowed,
      fetch: asked,
      other: asked,
    } satisfies Record<ToolKind, unknown>)
    .prefault({}),
})
export type AcpConfig = z.infer<typeof acpConfigSchema>
