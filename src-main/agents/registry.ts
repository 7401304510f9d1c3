import type { AgentKind } from '#shared/model/agents/agent.ts'
import type { AgentAdapter } from '../engine/ports.ts'

/** Maps each agent kind to its adapter. Throws if two adapters have the same kind, which is a bug of the caller. */
export function createAgentRegistry(adapters: readonly AgentAdapter[]) {
  const byKind = new Map<string, AgentAdapter>()
  for (const adapter of adapters) {
    if (byKind.has(adapter.kind)) throw new Error(`Two adapters for agents of kind ${adapter.kind}`)
    byKind.set(adapter.kind, adapter)
  }
  return {
    find: (kind: string): AgentAdapter | null => byKind.get(kind) ?? null,
    kinds: (): AgentKind[] => [...byKind.values()].map(({ kind }) => kind),
  }
}
