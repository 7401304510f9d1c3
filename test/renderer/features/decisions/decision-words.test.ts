import { describe, expect, it } from 'vitest'
import {
  describeProposal,
  shortTitle,
  wordOfCost,
  wordOfDecider,
  wordOfFiles,
  wordOfType,
  wordsOfDecision,
} from '../../../../src-renderer/entities/decisions/decision-words.ts'
import { decisionOf } from '../../../decisions/scene.ts'
import { asked, created, summary } from './decisions.ts'

const layoutIndex = { taskTitle: null, openTasks: 0 }

describe('the text of a decision', () => {
  it('names the agent and the next task', () => {
    const taskTitle = 'HTTP endpoint (backend_developer) for "tea". Done when the…'
    expect(wordsOfDecision(summary(), { ...layoutIndex, taskTitle })).toBe(
      'Next: Backend developer gets “HTTP endpoint”',
    )
  })

  it('shows the first line of the instructions until the task is known', () => {
    const decision = { ...created, next_agent_type: 'tester', task_description: 'Test it.\n\nAll of it.' }
    expect(wordsOfDecision(summary({ decision }), layoutIndex)).toBe('Next: Tester gets “Test it.”')
  })

  it('distinguishes a decided question from a question of the guard', () => {
    expect(wordsOfDecision(summary({ decision: asked }), layoutIndex)).toBe('Asked a person')
    const findings = [{ code: 'idle_wait' as const, message: 'Nothing runs.' }]
    expect(wordsOfDecision(summary({ decision: asked, findings }), layoutIndex)).toBe(
      'Asked a person instead',
    )
  })

  it('says that the work ended, not that the goal is reached', () => {
    const decision = decisionOf({ action: 'project_complete' })
    expect(wordsOfDecision(summary({ decision }), layoutIndex)).toBe('Goal completed')
  })

  it.each([
    [0, 'Waits'],
    [1, 'Waits for 1 task'],
    [2, 'Waits for 2 tasks'],
  ])('contains the %i tasks that were open when the decider waited', (openTasks, words) => {
    const decision = decisionOf({ action: 'wait_for_more_tasks' })
    expect(wordsOfDecision(summary({ decision }), { ...layoutIndex, openTasks })).toBe(words)
  })
})

describe('the text of a refused decision', () => {
  it('describes the proposal', () => {
    const hacker = { ...created, next_agent_type: 'hacker', task_description: 'Break in' }
    expect(describeProposal(hacker)).toBe('a task for Hacker: “Break in”')
    expect(describeProposal(decisionOf({ action: 'project_complete' }))).toBe('to complete the goal')
    expect(describeProposal(decisionOf({ action: 'wait_for_more_tasks' }))).toBe('to wait')
    expect(describeProposal(asked)).toBe('to ask a person')
  })

  it('is empty for an unreadable proposal', () => {
    expect(describeProposal(null)).toBeNull()
  })
})

describe('the decider and its cost', () => {
  it('are the rules, without a cost', () => {
    expect([wordOfDecider(summary()), wordOfCost(summary())]).toEqual(['by rules', null])
  })

  it('are a model with its name and its known or unknown cost', () => {
    const record = summary({ decider: 'model', model: 'local/qwen3' })
    expect([wordOfDecider(record), wordOfCost(record)]).toEqual(['by local/qwen3', 'cost unknown'])
    expect(wordOfCost({ ...record, spent: { amountMinor: 3, currency: 'USD' } })).toBe('0.03 USD')
    expect(wordOfCost({ ...record, tokens: { input: 1204, output: null } })).toBe(
      'cost unknown, 1,204 + ? tokens',
    )
  })

  it('are empty if no model responded', () => {
    const record = summary({ decider: 'model', model: null })
    expect([wordOfDecider(record), wordOfCost(record)]).toEqual(['no model answered', null])
  })
})

describe('short texts of decisions', () => {
  it('name a type of agent in plain words', () => {
    expect(wordOfType('backend_developer')).toBe('Backend developer')
    expect(wordOfType('project-manager')).toBe('Project manager')
    expect(wordOfType(null)).toBe('No agent')
  })

  it('name three input files at most', () => {
    const reading = (...files: string[]) =>
      wordOfFiles({ ...created, context_to_pass: { files_to_reference: files, key_information: '' } })
    expect(reading()).toBeNull()
    expect(reading('plan.md', 'scope.md')).toBe('reads plan.md, scope.md')
    expect(reading('a', 'b', 'c', 'd', 'e')).toBe('reads a, b, c and 2 more')
    expect(wordOfFiles(created)).toBeNull()
  })

  it('cut a long title after its first clause, and keep a short title', () => {
    const long = 'Write plan.md from scope.md: deliverables, agents and completion criteria.'
    expect(shortTitle(long, ['project_manager'])).toBe('Write plan.md from scope.md')
    const earlier = 'Review scope.md and write plan.md: the deliverables, who makes each, and when…'
    expect(shortTitle(earlier, ['project_manager'])).toBe('Review scope.md and write plan.md')
    expect(shortTitle('Plan: project scope', [])).toBe('Plan: project scope')
    const endless = 'a'.repeat(80)
    expect(shortTitle(endless, [])).toBe(endless)
  })
})
