import { z } from 'zod'

/**
 * Uses of a token. `app`: everything. `work`: the endpoints for workers. `mcp`: what the MCP server reads.
 * `session`: a browser. `launch`: one sign-in. `task`: reports on one attempt, beside a token of another scope.
 */
export const tokenScopes = ['app', 'work', 'mcp', 'session', 'launch', 'task'] as const
export type TokenScope = (typeof tokenScopes)[number]

/** The scopes of tokens that a person creates; the server issues the others itself. */
export const createdScopes = ['app', 'work', 'mcp'] as const
export type CreatedScope = (typeof createdScopes)[number]

/** A token without its secret. */
export const tokenSchema = z.object({
  id: z.string(),
  name: z.string(),
  scope: z.enum(tokenScopes),
  createdAt: z.number(),
  /** Null: no expiry. */
  expiresAt: z.number().nullable(),
  /** Time of last use, rounded to a minute; null: never used. */
  usedAt: z.number().nullable(),
  /** True for the token of this request. */
  isCurrent: z.boolean(),
})
export type TokenView = z.infer<typeof tokenSchema>

/** The procedures behind the tools of the MCP server. Answering an approval is excluded. */
const mcpProcedures: ReadonlySet<string> = new Set([
  'runs.list',
  'runs.listApprovals',
  'runs.getTask',
  'log.listMemory',
  'memory.remember',
])

/** True when a token of this scope may call the procedure, such as `['work', 'getTask']`. */
export function isInScope(scope: TokenScope, procedure: readonly string[]): boolean {
  switch (scope) {
    case 'app':
    case 'session':
      return true
    case 'work':
      return procedure[0] === 'work'
    case 'mcp':
      return mcpProcedures.has(procedure.join('.'))
    case 'launch':
    case 'task':
      return false
  }
}
