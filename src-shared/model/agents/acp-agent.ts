import { z } from 'zod'
import { programFields } from './command-agent.ts'

/** Kinds of tool calls in the Agent Client Protocol. */
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

/** Rules for a permission request: allow, ask a person, deny. */
export const permissionRules = ['allow', 'ask', 'deny'] as const
const ruleSchema = z.enum(permissionRules)
export type PermissionRule = z.infer<typeof ruleSchema>

const allowed = ruleSchema.default('allow')
const asked = ruleSchema.default('ask')

/** Configuration of a local coding agent that uses the Agent Client Protocol. */
export const acpConfigSchema = z.strictObject({
  ...programFields,
  /** Mode and model, by the id or name that the agent offers; absent: the agent's default. */
  mode: z.string().min(1).max(200).optional(),
  model: z.string().min(1).max(200).optional(),
  /** By kind of tool. Leaving plan mode and access outside the workspace always need a person's permission. */
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
