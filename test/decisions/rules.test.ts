import { describe, expect, it } from 'vitest'
import { words } from '#shared/words/words.ts'
import type { ContextTask, MadeArtifact } from '../../src-main/decisions/context.ts'
import { isDeclined, isEnough, isGoOn } from '../../src-main/decisions/deciders/answers.ts'
import { decideByRules } from '../../src-main/decisions/deciders/rules.ts'
import { typeOf } from '../../src-main/decisions/deliverables.ts'
import { guard } from '../../src-main/decisions/guard.ts'
import { contextWith, taskWith } from './scene.ts'

const file = (name: string, text: string): MadeArtifact => ({ name, taskKey: 'task-001', text })
const scope = file('scope.md', '# Scope\n\n## Open questions\n\n- None.\n')
const plan = (...items: string[]) =>
  file(
    'plan.md',
    `# Plan\n\n## Deliverables\n\n${items.map((item, at) => `${at + 1}. ${item}`).join('\n')}\n`,
  )
const done = (description: string, agentType: string): ContextTask =>
  taskWith({ key: description, title: description, description, agentType })
const answered = (question: string, answer: string): ContextTask =>
  taskWith({
    description: question,
    title: question,
    agentType: 'escalation',
    isEscalation: true,
    outcome: answer,
  })

describe('the rules as the decider', () => {
  it('pass a scope to the planner, with the file', () => {
    const decision = decideByRules(contextWith({ artifacts: [scope] }))
    expect(decision).toMatchObject({
      action: 'create_task',
      next_agent_type: 'project_manager',
      context_to_pass: { files_to_reference: ['scope.md'] },
    })
  })

  it('read the next deliverable from the written plan, in order', () => {
    const written = plan('**API** (backend_developer): greets', 'Pages for the shop', 'Tests')
    const at = (tasks: ContextTask[]) =>
      decideByRules(contextWith({ artifacts: [scope, written], tasks: [taskWith(), ...tasks] }))
    const api = done('API (backend_developer): greets', 'backend_developer')
    const pages = done('Pages for the shop', 'frontend_developer')
    expect(at([])).toMatchObject({ next_agent_type: 'backend_developer' })
    expect(at([api]).next_agent_type).toBe('frontend_developer')
    expect(at([api, pages])).toMatchObject({ next_agent_type: 'tester', task_description: 'Tests' })
    expect(at([api, pages, done('Tests', 'tester')]).action).toBe('project_complete')
  })

  it('accept the short form of the specification', () => {
    const short = file('plan.md', 'Deliverables: 1. Backend API, 2. Frontend HTML/JS, 3. Tests')
    const decision = decideByRules(contextWith({ artifacts: [scope, short] }))
    expect(decision).toMatchObject({ next_agent_type: 'backend_developer', task_description: 'Backend API' })
  })

  it('give a deliverable to a custom specialist by the name of its type', () => {
    const agentTypes = [{ type: 'tea_taster', available: true }]
    const decision = decideByRules(
      contextWith({ agentTypes, artifacts: [scope, plan('Notes by the tea taster')] }),
    )
    expect(decision.next_agent_type).toBe('tea_taster')
  })

  it('ask about a deliverable without an agent, and exclude it if a person says so', () => {
    const artifacts = [scope, plan('A statue of marble')]
    const ask = decideByRules(contextWith({ artifacts }))
    expect(ask).toMatchObject({ action: 'escalate_to_human', recommended_answer: 'Skip it.' })
    const answer = answered(ask.question ?? '', 'Skip it')
    const tasks = [taskWith(), answer]
    expect(decideByRules(contextWith({ artifacts, tasks, finished: answer })).action).toBe('project_complete')
  })

  it('ask the open questions of a scope once', () => {
    const open = file('scope.md', '# Scope\n\n## Open questions\n\n- Which teas?\n\n## End\n')
    const ask = decideByRules(contextWith({ artifacts: [open] }))
    expect(ask).toMatchObject({ action: 'escalate_to_human', question: 'Which teas?' })
    const answer = answered('Which teas?', 'Green ones')
    const next = decideByRules(
      contextWith({ artifacts: [open], tasks: [taskWith(), answer], finished: answer }),
    )
    expect(next).toMatchObject({
      next_agent_type: 'project_manager',
      context_to_pass: { key_information: 'Green ones' },
    })
  })

  it('ask about a failed task, and retry it if a person wants', () => {
    const artifacts = [scope, plan('Pages for the shop')]
    const failed = {
      ...done('Pages for the shop', 'frontend_developer'),
      status: 'failed' as const,
      outcome: 'No.',
    }
    const ask = decideByRules(contextWith({ artifacts, tasks: [taskWith(), failed], finished: failed }))
    expect(ask).toMatchObject({ action: 'escalate_to_human', recommended_answer: 'Try it again.' })
    const answer = answered(ask.question ?? '', 'Try it again')
    const again = contextWith({ artifacts, tasks: [taskWith(), failed, answer], finished: answer })
    expect(decideByRules(again)).toMatchObject({ next_agent_type: 'frontend_developer' })
    expect(guard(decideByRules(again), again)).toEqual([])
  })

  it('wait while other work is open', () => {
    expect(decideByRules(contextWith({ queue: { running: 1, waiting: 0 } })).action).toBe(
      'wait_for_more_tasks',
    )
  })

  it('create a test task for untested code, but not for documents', () => {
    const finish = (made: string, text: string) =>
      decideByRules(
        contextWith({
          artifacts: [scope, plan(text), file(made, 'x')],
          tasks: [taskWith(), done(text, 'frontend_developer')],
        }),
      )
    expect(finish('index.html', 'A page')).toMatchObject({ next_agent_type: 'tester' })
    expect(finish('guide.md', 'A guide')).toMatchObject({ action: 'project_complete' })
  })

  it.each([null, 'backend_developer'])('ignore a plan that a task for %s returns', (agentType) => {
    const sly = { ...plan('Tests'), taskKey: 'sly' }
    const tasks = [taskWith(), taskWith({ key: 'sly', agentType })]
    expect(decideByRules(contextWith({ artifacts: [scope, sly], tasks }))).toMatchObject({
      next_agent_type: 'project_manager',
    })
  })

  it('ask if a plan names nothing, and if there is no scope', () => {
    expect(decideByRules(contextWith({ artifacts: [scope, file('plan.md', 'Soon.')] })).action).toBe(
      'escalate_to_human',
    )
    expect(decideByRules(contextWith()).action).toBe('escalate_to_human')
  })
})

describe('a recommended answer', () => {
  const { assignTo, approve, goOn, nothingMore, skip, tryAgain, ...others } = words.recommendedAnswers

  it('is read as the decision that it describes', () => {
    expect([isDeclined(skip), isEnough(nothingMore), isGoOn(goOn)]).toEqual([true, true, true])
    expect([approve, tryAgain].map(isDeclined)).toEqual([false, false])
    expect(typeOf(assignTo('tester'), ['tester', 'writer'])).toBe('tester')
  })

  it.each(Object.values(others))('ends nothing and leaves nothing out: %s', (answer) => {
    expect([isDeclined(answer), isEnough(answer)]).toEqual([false, false])
  })
})
