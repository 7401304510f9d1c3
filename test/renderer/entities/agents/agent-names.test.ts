import { expect, it } from 'vitest'
import { nameOfAgentIn } from '../../../../src-renderer/entities/agents/agent-names.ts'
import { sentenceOf } from '../../../../src-renderer/features/audit/event-words.ts'

const agents = [{ id: 'hal-9', name: 'Hal' }]

it('an agent is called by its name, and an unknown agent by its id', () => {
  const nameOf = nameOfAgentIn(agents)
  expect([nameOf('hal-9'), nameOf('ash')]).toEqual(['Hal', 'ash'])
  expect(nameOfAgentIn(agents)).toBe(nameOf)
})

it('an entry of the log names the assigned agent', () => {
  const entry = { type: 'task.assigned', facts: { agentId: 'hal-9' } }
  expect(sentenceOf(entry, nameOfAgentIn(agents))).toBe('Assigned to Hal')
})
