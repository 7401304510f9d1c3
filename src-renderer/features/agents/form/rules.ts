import { acpConfigSchema, type ToolKind } from '#shared/model/agents/acp-agent.ts'
import { modelConfigSchema, type OwnTool } from '#shared/model/agents/model-agent.ts'

type Rules = Readonly<Record<string, string>>

/** Defaults for tools without a rule. */
const usualPermissions: Rules = acpConfigSchema.shape.permissions.parse(undefined)
const usualTools: Rules = modelConfigSchema.shape.tools.parse(undefined)

export const permissionOf = (rules: Rules, tool: ToolKind): string =>
  rules[tool] ?? usualPermissions[tool] ?? ''
export const toolPolicyOf = (rules: Rules, tool: OwnTool): string => rules[tool] ?? usualTools[tool] ?? ''
