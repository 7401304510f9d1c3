import { useAgentNames } from './agent-names.ts'

/** An agent by its name, with its id to be pointed at. */
export function AgentName({ id }: { id: string }) {
  return <span title={id}>{useAgentNames()(id)}</span>
}
