import type { AuditEntry } from '#shared/model/audit-entry.ts'
import { words } from '#shared/words/words.ts'
import type { NameOfAgent } from '../../entities/agents/agent-names.ts'

/** Description of an entry; for an unknown type, its name and facts. */
export function sentenceOf(
  { type, facts }: Pick<AuditEntry, 'type' | 'facts'>,
  nameOf: NameOfAgent = (id) => id,
): string {
  const sentence = words.events[type]
  if (sentence !== undefined) {
    const { agentId } = facts
    return sentence(typeof agentId === 'string' ? { ...facts, agentId: nameOf(agentId) } : facts)
  }
  const said = Object.entries(facts).map(([key, value]) => `${key} ${value}`)
  return [type, ...said.slice(0, 3)].join(' · ')
}
