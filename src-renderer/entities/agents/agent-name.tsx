import { useAgentNames } from './agent-names.ts'

/** Name of an agent, with its id as a tooltip. */
export function AgentName({ id }: { id: string }) {
  return <span title={id}>{useAgentNames()(id)}</span>
}
