import type { Gate } from '#shared/model/approval.ts'

/** Gate before work starts, for parts of a goal or message without a task. */
export const createUncoveredPartsGate = (parts: readonly string[]): Gate => ({
  when: 'before',
  question: 'Parts of the request have no place in the work. Start without them?',
  description: parts.map((part) => `- ${part.replaceAll(/\s+/g, ' ')}`).join('\n'),
  quorum: 1,
  onExpiry: 'reject',
})
