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

describe('the words of a decision', () => {
  it('name who gets what next', () => {
    const taskTitle = 'HTTP endpoint (backend_developer) for "tea". Done when the…'
    expect(wordsOfDecision(summary(), { ...layoutIndex, taskTitle })).toBe(
      'Next: Backend developer gets “HTTP endpoint”',
    )
  })

  it('take the first line of what is to be done while the run is not told of the task', () => {
    const decision = { ...created, next_agent_type: 'tester', task_description: 'Test it.\n\nAll of it.' }
    expect(wordsOfDecision(summary({ decision }), layoutIndex)).toBe('Next: Tester gets “Test it.”')
  })

  it('tell a question that was decided from one that the guard put in the place of something else', () => {
    expect(wordsOfDecision(summary({ decision: asked }), layoutIndex)).toBe('Asked a person')
    const findings = [{ code: 'idle_wait' as const, message: 'Nothing runs.' }]
    expect(wordsOfDecision(summary({ decision: asked, findings }), layoutIndex)).toBe(
      'Asked a person instead',
    )
  })

  it('say that the work ended, and not that its goal is reached', () => {
    const decision = decisionOf({ action: 'project_complete' })
    expect(wordsOfDecision(summary({ decision }), layoutIndex)).toBe('Goal completed')
  })

  it.each([
    [0, 'Waits'],
    [1, 'Waits for 1 task'],
    [2, 'Waits for 2 tasks'],
  ])('count the %i tasks that were open when it chose to wait', (openTasks, words) => {
    const decision = decisionOf({ action: 'wait_for_more_tasks' })
    expect(wordsOfDecision(summary({ decision }), { ...layoutIndex, openTasks })).toBe(words)
  })
})

describe('the words of what was refused', () => {
  it('say what was wanted', () => {
    const hacker = { ...created, next_agent_type: 'hacker', task_description: 'Break in' }
    expect(describeProposal(hacker)).toBe('a task for Hacker: “Break in”')
    expect(describeProposal(decisionOf({ action: 'project_complete' }))).toBe('to complete the goal')
    expect(describeProposal(decisionOf({ action: 'wait_for_more_tasks' }))).toBe('to wait')
    expect(describeProposal(asked)).toBe('to ask a person')
  })

  it('say nothing where nothing could be read', () => {
    expect(describeProposal(null)).toBeNull()
  })
})

describe('who decided, and at what cost', () => {
  it('is the rules, for nothing', () => {
    expect([wordOfDecider(summary()), wordOfCost(summary())]).toEqual(['by rules', null])
  })

  it('is a model by its name, whose cost is said when it is known and is called unknown when it is not', () => {
    const record = summary({ decider: 'model', model: 'local/qwen3' })
    expect([wordOfDecider(record), wordOfCost(record)]).toEqual(['by local/qwen3', 'cost unknown'])
    expect(wordOfCost({ ...record, spent: { amountMinor: 3, currency: 'USD' } })).toBe('0.03 USD')
    expect(wordOfCost({ ...record, tokens: { input: 1204, output: null } })).toBe(
      'cost unknown, 1,204 + ? tokens',
    )
  })

  it('is nobody when no model was there to answer', () => {
    const record = summary({ decider: 'model', model: null })
    expect([wordOfDecider(record), wordOfCost(record)]).toEqual(['no model answered', null])
  })
})

describe('short words', () => {
  it('name a type of agent as it is said', () => {
    expect(wordOfType('backend_developer')).toBe('Backend developer')
    expect(wordOfType('project-manager')).toBe('Project manager')
    expect(wordOfType(null)).toBe('No agent')
  })

  it('name at most three of the files that are read', () => {
    const reading = (...files: string[]) =>
      wordOfFiles({ ...created, context_to_pass: { files_to_reference: files, key_information: '' } })
    expect(reading()).toBeNull()
    expect(reading('plan.md', 'scope.md')).toBe('reads plan.md, scope.md')
    expect(reading('a', 'b', 'c', 'd', 'e')).toBe('reads a, b, c and 2 more')
    expect(wordOfFiles(created)).toBeNull()
  })

  it('cut a long title where its first clause ends, and leave a short one', () => {
    const long = 'Write plan.md from scope.md: deliverables, agents and completion criteria.'
    expect(shortTitle(long, ['project_manager'])).toBe('Write plan.md from scope.md')
    const earlier = 'Review scope.md and write plan.md: the deliverables, who makes each, and when…'
    expect(shortTitle(earlier, ['project_manager'])).toBe('Review scope.md and write plan.md')
    expect(shortTitle('Plan: project scope', [])).toBe('Plan: project scope')
    const endless = 'a'.repeat(80)
    expect(shortTitle(endless, [])).toBe(endless)
  })
})
