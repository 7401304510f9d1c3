import type { AcpConfig } from '#shared/model/agents/acp-agent.ts'

/** A mode as the agent offers it. */
export interface OfferedMode {
  readonly id: string
  readonly name: string
  readonly description: string
}

/** Whether a person or a rule is to hear of something before the agent does it. */
export const wantsAsking = ({ mode, permissions }: AcpConfig): boolean =>
  mode === undefined && Object.values(permissions).some((rule) => rule !== 'allow')

/**
 * By what agents call the mode in which they ask before they act, best first: Claude, Gemini and Qwen say `default`, Codex
 * "Ask for approval", goose `approve`. A mode that is only named Default may be the one that does not ask.
 */
const askingIds = ['default', 'ask', 'askforapproval', 'askforpermission', 'alwaysask', 'approve', 'manual']
const askingNames = ['ask', 'askforapproval', 'askforpermission', 'alwaysask', 'manualapproval']

/** Description of a mode `ask` that answers questions and changes nothing, such as Cursor's. */
const readsOnly =
  /\bno (?:edits|changes)\b|without (?:implementing|making|changing)|read[- ]only|\bquestions?\b|q&a/i

const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z]/g, '')

/** The mode in which the agent asks; null where it offers none. */
export function findAskingMode(modes: readonly OfferedMode[]): OfferedMode | null {
  const able = modes.filter(({ description }) => !readsOnly.test(description))
  const rank = ({ id, name }: OfferedMode): number => {
    const ranks = [askingIds.indexOf(plain(id)), askingNames.indexOf(plain(name))].filter((at) => at >= 0)
    return ranks.length === 0 ? Number.POSITIVE_INFINITY : Math.min(...ranks)
  }
  const [best] = able.filter((mode) => Number.isFinite(rank(mode))).toSorted((a, b) => rank(a) - rank(b))
  return best ?? null
}
