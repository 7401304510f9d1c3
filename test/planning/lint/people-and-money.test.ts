import { describe, expect, it } from 'vitest'
import { lintPlan } from '../../../src-main/planning/lint/lint-plan.ts'
import { gateSchema } from '../../../src-shared/model/approval.ts'
import { agentOf, codesOf, draftOf, factsOf, findOnly, mend, now, taskIn } from './scene.ts'

const gate = gateSchema.parse({ question: 'May it?' })
const field = { key: 'why', label: 'Why?', type: 'text', required: false } as const
const euro = (amountMinor: number) => ({ amountMinor, currency: 'EUR' })

describe('a required skill', () => {
  it('without an agent is replaced by a similarly spelled skill', () => {
    const draft = draftOf({ a: { requiredSkills: ['writing', 'Memory serch'] } })
    expect(findOnly(draft, 'unknown_skill').message).toContain('Did you mean "memory_search"?')
    const mended = mend(draft, ['unknown_skill', 'use_nearest'])
    expect(taskIn(mended, 'a')?.requiredSkills).toEqual(['writing', 'memory_search'])
    expect(codesOf(mended)).toEqual([])
  })

  it('without an agent is removed, or the task is assigned to a person if possible', () => {
    const draft = draftOf({ a: { requiredSkills: ['flying', 'writing'] } })
    expect(taskIn(mend(draft, ['unknown_skill', 'drop_skill']), 'a')?.requiredSkills).toEqual(['writing'])
    expect(findOnly(draft, 'unknown_skill').fixes.map(({ title }) => title)).toEqual([
      'Do not require "flying"',
    ])
    const facts = factsOf({ agents: [agentOf('ash', ['writing']), agentOf('escalation', ['escalation'])] })
    const handed = mend(draft, ['unknown_skill', 'hand_to_person'], facts)
    expect(taskIn(handed, 'a')?.requiredSkills).toEqual(['escalation'])
  })

  it('is found by its aliases', () => {
    const facts = factsOf({ aliases: new Map([['prose', 'writing']]) })
    expect(codesOf(draftOf({ a: { requiredSkills: ['prose'] } }), facts)).toEqual([])
  })

  it('that no agent combines with another is too much for one task', () => {
    const facts = factsOf({ agents: [agentOf('ash', ['writing']), agentOf('hal', ['reading', 'flying'])] })
    const draft = draftOf({ a: { requiredSkills: ['writing', 'reading', 'flying'] } })
    expect(findOnly(draft, 'skills_apart', facts).message).toContain('"hal" lacks "writing"')
    const mended = mend(draft, ['skills_apart', 'drop_skills'], facts)
    expect(taskIn(mended, 'a')?.requiredSkills).toEqual(['reading', 'flying'])
  })

  it('is not replaced by a skill that would leave the task without an agent', () => {
    const facts = factsOf({ agents: [agentOf('ash', ['writing']), agentOf('hal', ['reading'])] })
    const draft = draftOf({ a: { requiredSkills: ['writing', 'readings'] } })
    expect(findOnly(draft, 'unknown_skill', facts).fixes.map(({ title }) => title)).toEqual([
      'Do not require "readings"',
    ])
  })
})

describe('the agents of a plan', () => {
  it('for tasks without skills are missing, reported once for all such tasks', () => {
    const facts = factsOf({ agents: [agentOf('ash', ['writing'], { kind: 'builtin' })] })
    const draft = draftOf({ a: {}, b: { requiredSkills: ['writing'] }, c: {} })
    expect(codesOf(draft, facts)).toEqual(['no_skill'])
    expect(codesOf({ ...draft, crew: ['ash'] }, facts)).toEqual([])
    expect(
      codesOf(draft, factsOf({ agents: [...facts.agents, agentOf('pat', [], { kind: 'builtin' })] })),
    ).toEqual([])
  })

  it('for this run that do not exist are removed', () => {
    const draft = draftOf({ a: {} }, { crew: ['ash', 'nobody'] })
    expect(mend(draft, ['unknown_crew', 'mend_crew']).crew).toEqual(['ash'])
    expect(mend(draftOf({ a: {} }, { crew: ['nobody'] }), ['unknown_crew', 'mend_crew']).crew).toBeNull()
  })

  it('of a check exist, and have a suitable kind', () => {
    const doneWhen = [
      { kind: 'command', agent: 'tests' },
      { kind: 'command', agent: 'ash' },
      { kind: 'reviewer', agent: 'ann' },
      { kind: 'reviewer', agent: 'nobody' },
    ] as const
    const facts = factsOf({
      agents: [
        agentOf('ash', ['writing'], { kind: 'builtin' }),
        agentOf('tests', ['testing'], { kind: 'command' }),
        agentOf('ann', ['reading'], { kind: 'person' }),
      ],
    })
    const draft = draftOf({ a: { doneWhen: [...doneWhen], requiredSkills: ['writing'] } })
    const found = lintPlan(draft, facts).map(({ code, severity, message }) => [code, severity, message])
    const why = 'Task "Write chapter a" (a) has a check in done_when that can never pass'
    expect(found).toEqual([
      ['unfit_checker', 'error', `${why}: "ash" is not a program.`],
      ['unfit_checker', 'error', `${why}: "ann" cannot be asked during the run; use a gate.`],
      ['unfit_checker', 'error', `${why}: agent "nobody" does not exist.`],
    ])
  })

  it('for this run are the only ones considered', () => {
    const facts = factsOf({ agents: [agentOf('ash', []), agentOf('hal', ['reading'])] })
    const draft = draftOf({ a: { requiredSkills: ['reading'] } }, { crew: ['ash'] })
    expect(codesOf(draft, facts)).toEqual(['unknown_skill'])
  })

  it('are reported as missing without any agent, and as offline if all are offline', () => {
    expect(codesOf(draftOf({ a: {} }), factsOf({ agents: [] }))).toEqual(['no_agents'])
    const facts = factsOf({ agents: [agentOf('ash', [], { availability: 'offline' })] })
    expect(codesOf(draftOf({ a: {} }), facts)).toEqual(['agents_offline'])
  })
})

describe('a gate', () => {
  const gated = (more: object) => draftOf({ a: { gate: { ...gate, ...more } } })

  it('for several people with one person available has two fixes', () => {
    const draft = gated({ quorum: 2, assignee: 'Ada' })
    expect(findOnly(draft, 'unanswerable_gate')).toMatchObject({
      severity: 'error',
      message: expect.stringMatching(/: Remove the assignee, or require a single approval\.$/),
    })
    const anyone = taskIn(mend(draft, ['unanswerable_gate', 'anyone']), 'a')
    expect(anyone?.gate).toMatchObject({ quorum: 2 })
    expect(anyone?.gate).not.toHaveProperty('assignee')
    expect(taskIn(mend(draft, ['unanswerable_gate', 'one']), 'a')?.gate).toMatchObject({
      quorum: 1,
      assignee: 'Ada',
    })
  })

  it('that escalates to no person, or has a duplicate field, is fixed', () => {
    const draft = gated({ onExpiry: 'escalate', form: [field, field] })
    const mended = mend(draft, ['unanswerable_gate', 'mend_gate'])
    expect(taskIn(mended, 'a')?.gate).toMatchObject({ onExpiry: 'reject', form: [field] })
  })

  it('for an agent or a missing person is opened to everyone', () => {
    const draft = gated({ assignee: 'ash' })
    expect(findOnly(draft, 'unknown_approver').severity).toBe('warning')
    expect(taskIn(mend(draft, ['unknown_approver', 'anyone']), 'a')?.gate).not.toHaveProperty('assignee')
    expect(codesOf(gated({ assignee: 'Ada' }))).toEqual([])
    const facts = factsOf({ people: ['Eve'] })
    expect(findOnly(gated({ assignee: 'Ada' }), 'unknown_approver', facts).severity).toBe('error')
    const escalating = gated({ onExpiry: 'escalate', escalateTo: 'Ada' })
    const mended = mend(escalating, ['unknown_approver', 'anyone'], facts)
    expect(taskIn(mended, 'a')?.gate).toEqual(gate)
  })

  it('with a quorum above the number of people is reduced', () => {
    const facts = factsOf({ people: ['Ada', 'Eve'] })
    const mended = mend(gated({ quorum: 3 }), ['quorum_too_large', 'fewer'], facts)
    expect(taskIn(mended, 'a')?.gate?.quorum).toBe(2)
  })

  it('of a group has no result to show', () => {
    const draft = draftOf({ g: { kind: 'group', gate: { ...gate, when: 'after' } }, a: { parent: 'g' } })
    expect(codesOf(mend(draft, ['group_review', 'drop_gate']))).toEqual([])
  })
})

describe('an irreversible step', () => {
  it.each([
    ['Deploy to production', ''],
    ['Build and publish the page', ''],
    ['Tidy up', 'Look first.\n- [ ] Delete the old bucket'],
    ['Tell them', 'Write the text, then send it.'],
    ['Release', ''],
    ['Drop the users table', ''],
    ['Pay the invoice', ''],
  ])('needs a gate: %s %s', (title, description) => {
    const draft = draftOf({ a: { title, description: `${description} Done when it is over.` } })
    expect(findOnly(draft, 'ungated_step').fixes).toMatchObject([{ title: 'Add a gate', isSafe: true }])
    expect(taskIn(mend(draft, ['ungated_step', 'add_gate']), 'a')?.requiresApproval).toBe(true)
  })

  it.each([
    'Write the delete button',
    'Document the payment flow',
    'Write release notes',
    'Test sending',
    'Deployment guide',
    'Pay attention to names',
  ])('is not assumed in other words: %s', (title) => {
    expect(codesOf(draftOf({ a: { title } }))).toEqual([])
  })

  it('is protected by its own gate, a gate of its group, or a review before it', () => {
    const title = 'Deploy it'
    expect(codesOf(draftOf({ a: { title, requiresApproval: true } }))).toEqual([])
    expect(codesOf(draftOf({ g: { kind: 'group', gate }, a: { parent: 'g', title } }))).toEqual([])
    const reviewed = draftOf({ a: { gate: { ...gate, when: 'after' } }, b: { dependsOn: ['a'], title } })
    expect(codesOf(reviewed)).toEqual([])
  })
})

describe('a budget in a plan', () => {
  const agents = [agentOf('ash', [], { price: euro(300) }), agentOf('hal', [], { price: euro(200) })]
  const facts = factsOf({ agents })

  it('below the cost of the cheapest agents is raised to their cost', () => {
    const draft = draftOf(
      { a: {}, b: { cost: euro(250) }, c: { condition: 'failure', dependsOn: ['a'] } },
      { budget: euro(400) },
    )
    expect(findOnly(draft, 'budget_too_small', facts).message).toContain('cost at least 4.50 EUR')
    expect(mend(draft, ['budget_too_small', 'raise_budget'], facts).budget).toEqual(euro(450))
  })

  it('of a group includes its tasks', () => {
    const draft = draftOf({ g: { kind: 'group', budget: euro(100) }, a: { parent: 'g' }, b: {} })
    const mended = mend(draft, ['budget_too_small', 'raise_budget'], facts)
    expect(taskIn(mended, 'g')?.budget).toEqual(euro(200))
  })

  it('blocks a task without a price, or with a price in another currency', () => {
    const draft = draftOf({ a: {} }, { budget: euro(400) })
    expect(codesOf(draft, factsOf())).toEqual(['unknown_price'])
    const dollars = factsOf({ agents: [agentOf('ash', [], { price: { amountMinor: 1, currency: 'USD' } })] })
    expect(codesOf(draft, dollars)).toEqual(['unknown_price'])
    expect(codesOf(draft, factsOf({ agents: [agentOf('ash', [], { kind: 'builtin' })] }))).toEqual([])
  })

  it('is valid for groups and plans', () => {
    const draft = draftOf({ a: { budget: euro(100) } })
    expect(taskIn(mend(draft, ['misplaced_budget', 'drop_budget']), 'a')).not.toHaveProperty('budget')
  })
})

describe('a deadline in a plan', () => {
  const hour = 3_600_000

  it('before the end of its dependencies is moved', () => {
    const draft = draftOf({
      a: { estimateMs: 2 * hour },
      b: { dependsOn: ['a'], estimateMs: hour / 2, dueAt: now + 2 * hour },
    })
    expect(findOnly(draft, 'infeasible_deadline').message).toContain('2026-11-21 14:30 UTC')
    const mended = mend(draft, ['infeasible_deadline', 'move_due_date'])
    expect(taskIn(mended, 'b')?.dueAt).toBe(now + 3 * hour)
  })

  it('of a dependency must precede the deadlines of its dependents', () => {
    const draft = draftOf({
      a: { dueAt: now + 9 * hour },
      b: { dependsOn: ['a'], estimateMs: hour, dueAt: now + 5 * hour },
    })
    expect(findOnly(draft, 'due_after_dependent').taskKeys).toEqual(['a', 'b'])
    expect(taskIn(mend(draft, ['due_after_dependent', 'move_due_date']), 'a')?.dueAt).toBe(now + 4 * hour)
  })

  it('that cannot be met itself moves no earlier deadline, because both would move each other forever', () => {
    const draft = draftOf({
      a: { dueAt: now + 5 * hour, estimateMs: hour },
      b: { dependsOn: ['a'], dueAt: now + hour },
    })
    expect(codesOf(draft)).toEqual(['infeasible_deadline'])
  })

  it('includes the tasks of a preceding group', () => {
    const draft = draftOf({
      g: { kind: 'group' },
      a: { parent: 'g', estimateMs: hour },
      b: { dependsOn: ['g'], dueAt: now + hour },
    })
    expect(codesOf(draft)).toEqual(['infeasible_deadline'])
  })
})

describe('a priority in a plan', () => {
  it('of a dependency of an urgent task is raised, at any distance', () => {
    const draft = draftOf({ a: { priority: 'low' }, b: { dependsOn: ['a'], priority: 'critical' } })
    expect(findOnly(draft, 'priority_inversion').message).toBe(
      'Task "Write chapter a" (a) has low priority but blocks "Write chapter b" (b), which has critical priority.',
    )
    expect(taskIn(mend(draft, ['priority_inversion', 'raise_priority']), 'a')?.priority).toBe('critical')
    const far = draftOf({
      a: { priority: 'low' },
      b: { dependsOn: ['a'] },
      c: { dependsOn: ['b'], priority: 'high' },
    })
    expect(findOnly(far, 'priority_inversion').taskKeys).toEqual(['a', 'c'])
  })
})
