import { z } from 'zod'
import { programFields } from './command-agent.ts'

/** The kinds of tool calls of the Agent Client Protocol. */
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

/** The rules for a permission request: allow, ask a person, deny. */
export const permissionRules = ['allow', 'ask', 'deny'] as const
const ruleSchema = z.enum(permissionRules)
export type PermissionRule = z.infer<typeof ruleSchema>

const allowed = ruleSchema.default('allow')
const asked = ruleSchema.default('ask')

/** The configuration of a coding agent on this machine that speaks the Agent Client Protocol. */
export const acpConfigSchema = z.strictObject({
  ...programFields,
  /** A mode and a model that the agent offers, by id or name; absent: its own default. */
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
