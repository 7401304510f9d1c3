import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maxArtifactLength } from '../../src-main/decisions/artifacts.ts'
import { decideByRules } from '../../src-main/decisions/deciders/rules.ts'
import { readDeliverables } from '../../src-main/decisions/deliverables.ts'
import { contextWith, taskWith } from './scene.ts'

const types = ['backend_developer', 'tester']
const textsOf = (plan: string) => readDeliverables(plan, types).map(({ text }) => text)
const typeIn = (item: string) => readDeliverables(`## Deliverables\n\n- ${item}\n`, types)[0]

describe('the deliverables of a plan', () => {
  it.each([
    ['Seats (backend_developer)', 'backend_developer', null],
    ['Seats [Backend Developer]', 'backend_developer', null],
    ['Seats (lawyer_of_ours, tester)', 'tester', null],
    ['Seats (agent: tester)', 'tester', null],
    ['Seats, made by the tester', 'tester', null],
    ['Seats (optional)', null, null],
    ['Tests (HTML/JS)', 'tester', null],
    ['Tests (data_scientist)', null, 'data_scientist'],
    ['Tests (Data Scientist)', null, 'data_scientist'],
    ['Tests: data_scientist.', null, 'data_scientist'],
    ['Tests → @data_scientist', null, 'data_scientist'],
    ['Tests of read_file in the API', 'tester', null],
  ])('in "%s" have the agents %s and the missing agents %s', (item, agentType, missingType) => {
    expect(typeIn(item)).toMatchObject({ agentType, missingType })
  })

  it.each([
    ['nobody yet', 'TBD', 'tester', null],
    ['a known type in other words', 'Backend', 'backend_developer', null],
    ['somebody else', 'Anna', null, 'anna'],
  ])('in a table have %s in a separate column', (_, owner, agentType, missingType) => {
    const plan = `## Deliverables\n\n| What | Owner |\n|---|---|\n| Tests | ${owner} |\n`
    expect(readDeliverables(plan, types)).toEqual([{ text: 'Tests', agentType, missingType }])
  })

  it('are short and in order for any text', () => {
    const piece = fc.constantFrom(
      '## Deliverables\n',
      '- a\n',
      '| a | b |\n',
      '|---|---|\n',
      '```\n',
      '<!--',
      '**b**\n',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 30 }), (parts) => {
        for (const text of textsOf(parts.join(''))) expect(text.length).toBeGreaterThan(0)
      }),
      { numRuns: 500 },
    )
    expect(textsOf(`## Deliverables\n- b\n- ${'x'.repeat(5000)}\n- a`)).toEqual(['b', 'x'.repeat(1000), 'a'])
  })

  it('are incomplete if reading stopped before the end of the plan', () => {
    const head = '# Plan\n\n## Deliverables\n\n- Tests\n\n## Notes\n\n'
    const made = taskWith({ key: 'task-003', agentType: 'tester', description: 'Tests' })
    const decide = (text: string) =>
      decideByRules(
        contextWith({
          tasks: [taskWith(), made],
          artifacts: [{ name: 'plan.md', taskKey: 'task-001', text }],
        }),
      )
    const whole = head.padEnd(maxArtifactLength - 1, 'x')
    expect(decide(whole).action).toBe('project_complete')
    expect(decide(`${whole}x`)).toMatchObject({
      action: 'escalate_to_human',
      question: expect.stringContaining('too long to be read completely'),
      recommended_answer: 'Nothing more.',
    })
  })
})
