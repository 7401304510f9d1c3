import { a2aConfigSchema, findUrlFault } from '#shared/model/agents/a2a-agent.ts'
import type { Agent } from '#shared/model/agents/agent.ts'
import type { RosterOrigin } from '#shared/model/agents/roster.ts'
import type { Json } from '#shared/model/json.ts'
import type { Warnings } from '../../planning/importers/warnings.ts'
import type { AgentDraft } from './draft.ts'

type How = Pick<Agent, 'kind' | 'config'>

interface Place {
  readonly known: Agent | undefined
  readonly warnings: Warnings
}

/** How an agent of a file is reached: one of a card at its address; one of any other file by a worker that pulls for it. */
export function howToReach(draft: AgentDraft, { known, warnings }: Place): How {
  const { format, path, name, where, facts, endpoint } = draft
  const origin: RosterOrigin = { format, name, path }
  const external: How = { kind: 'external', config: { origin, ...facts } }
  if (format !== 'a2a' || endpoint === undefined) return external
  const fault = findUrlFault(endpoint)
  if (fault !== null) {
    warnings.add('not_reachable', where, `Its address cannot be used, ${fault}; a worker must pull for it.`)
    return external
  }
  if (known?.kind === 'external') {
    const message = `${known.id} is here as an external agent and stays one, since its tasks count on that.`
    warnings.add('stays_external', where, message)
    return external
  }
  const config = {
    ...settingsOf(known, endpoint, { where, warnings }),
    origin,
    url: endpoint,
    card: { ...facts },
  }
  return { kind: 'a2a', config }
}

/** What a person has set stays. Not so what signs in where another host is: a file must not be able to send it there. */
function settingsOf(
  known: Agent | undefined,
  url: string,
  { where, warnings }: { where: string; warnings: Warnings },
): { [field: string]: Json } {
  const before = a2aConfigSchema.safeParse(known?.config)
  if (known?.kind !== 'a2a' || !before.success) return {}
  const { headers, timeoutMs, maxOutputBytes, skill, url: earlier } = before.data
  const kept = { timeoutMs, maxOutputBytes, ...(skill !== undefined && { skill }) }
  if (Object.keys(headers).length === 0) return kept
  if (new URL(earlier).origin === new URL(url).origin) return { ...kept, headers }
  const message = `Its address has another host than before; the headers of ${known.id} were taken out.`
  warnings.add('headers_left_out', where, message)
  return kept
}
