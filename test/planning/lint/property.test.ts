import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findTaskFault } from '../../../src-main/engine/rules/build.ts'
import { applyChanges } from '../../../src-main/planning/lint/apply-change.ts'
import { applySafeFixes } from '../../../src-main/planning/lint/apply-fix.ts'
import { lintPlan } from '../../../src-main/planning/lint/lint-plan.ts'
import { findPlanFault } from '../../../src-main/planning/plan-fault.ts'
import { gateSchema } from '../../../src-shared/model/approval.ts'
import type { PlanDocument } from '../../../src-shared/model/plan.ts'
import type { PlanFinding, PlanFix } from '../../../src-shared/model/plan-finding.ts'
import { joins, type TaskDefinition } from '../../../src-shared/model/task-definition.ts'
import { planOf, taskOf } from '../../support/engine.ts'
import { agentOf, factsOf, now } from './scene.ts'

const key = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'ghost', 'task-1', 'task-01')
const absent = { freq: 3, nil: undefined }
const gate = gateSchema.parse({ question: 'May it?' })

/** Tasks with many problems at the same time. */
const task: fc.Arbitrary<TaskDefinition> = fc
  .record({
    key: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'task-1'),
    kind: fc.constantFrom('task' as const, 'task' as const, 'group' as const),
    title: fc.constantFrom('Task 1', 'Deploy it', 'Write src/a.ts', 'Read the notes', ''),
    description: fc.constantFrom(
      'Change src/a.ts.',
      'Done when it is there.',
      'Send the mail. Update b.md',
      'x',
    ),
    requiredSkills: fc.array(
      fc.constantFrom('writing', 'memory search', 'memory_serch', 'flying', 'reading'),
      { maxLength: 3 },
    ),
    pin: fc.option(fc.constantFrom('ash', 'hal', 'Hal', 'nobody'), { freq: 2, nil: undefined }),
    dependsOn: fc.array(key, { maxLength: 4 }),
    parent: fc.option(key, { freq: 2 }),
    priority: fc.constantFrom('critical', 'high', 'medium', 'low'),
    dueAt: fc.option(fc.integer({ min: -3, max: 9 }).map((hours) => now + hours * 1_200_000)),
    requiresApproval: fc.boolean(),
    condition: fc.option(
      fc.constantFrom(
        'success',
        'failure',
        'always',
        'always && false',
        'nonsense(',
        "status('a') == 'done'",
        "status('ghost') != 'done' && failure",
        "result('b').score > 3",
      ),
      absent,
    ),
    join: fc.option(fc.constantFrom(...joins), absent),
    gate: fc.option(
      fc.constantFrom(
        gate,
        { ...gate, when: 'after' as const },
        { ...gate, quorum: 2, assignee: 'Ada' },
        { ...gate, onExpiry: 'escalate' as const },
        { ...gate, assignee: 'ash' },
        { ...gate, quorum: 9 },
      ),
      absent,
    ),
    cost: fc.option(fc.constant({ amountMinor: 300, currency: 'EUR' }), absent),
    budget: fc.option(fc.constant({ amountMinor: 100, currency: 'EUR' }), absent),
    estimateMs: fc.option(fc.constantFrom(0, 3_600_000), absent),
  })
  .map(({ pin, condition, join, gate, cost, budget, estimateMs, ...rest }) => ({
    ...taskOf(rest.key, rest),
    ...(pin !== undefined && { pin }),
    ...(condition !== undefined && { condition }),
    ...(join !== undefined && { join }),
    ...(gate !== undefined && { gate }),
    ...(cost !== undefined && { cost }),
    ...(budget !== undefined && { budget }),
    ...(estimateMs !== undefined && { estimateMs }),
  }))

const draft: fc.Arbitrary<PlanDocument> = fc
  .record({
    tasks: fc.array(task, { minLength: 1, maxLength: 9 }),
    crew: fc.option(fc.subarray(['ash', 'hal', 'nobody'], { minLength: 1 }), { freq: 2 }),
    isCapped: fc.boolean(),
  })
  .map(({ tasks, crew, isCapped }) =>
    planOf(tasks, { crew, ...(isCapped && { budget: { amountMinor: 500, currency: 'EUR' } }) }),
  )

const facts = fc
  .record({
    people: fc.constantFrom(null, ['Ada', 'Eve']),
    hasEscalation: fc.boolean(),
    isEmpty: fc.boolean(),
  })
  .map(({ people, hasEscalation, isEmpty }) =>
    factsOf({
      people,
      agents: isEmpty
        ? []
        : [
            agentOf('ash', ['writing', 'memory_search'], { kind: 'builtin' }),
            agentOf('hal', ['reading'], { price: { amountMinor: 200, currency: 'EUR' } }),
            ...(hasEscalation ? [agentOf('escalation', ['escalation'])] : []),
          ],
    }),
  )

const idsOf = (findings: readonly PlanFinding[]) => new Set(findings.map(({ id }) => id))

/** True if the fix renamed one of several tasks with the same key. The finding then belongs to the new key. */
const isOfRenamed = ({ taskKeys }: PlanFinding, { changes }: PlanFix) =>
  changes.some((change) => change.type === 'rename' && taskKeys.includes(change.to))

describe('the fixes of any plan', () => {
  it('remove their finding and add no error, and applying all of them terminates', () => {
    fc.assert(
      fc.property(draft, facts, fc.infiniteStream(fc.nat()), (start, known, choices) => {
        let document = start
        let findings = lintPlan(document, known)
        for (let step = 0; ; step += 1) {
          const fixes = findings.flatMap((finding) => finding.fixes.map((fix) => ({ finding, fix })))
          if (fixes.length === 0) break
          expect(step).toBeLessThan(500)
          const chosen = fixes[(choices.next().value ?? 0) % fixes.length]
          if (chosen === undefined) break
          document = applyChanges(document, chosen.fix.changes)
          const after = lintPlan(document, known)
          expect(idsOf(after)).not.toContain(chosen.finding.id)
          const before = idsOf(findings)
          const added = after.filter(
            (each) => each.severity === 'error' && !before.has(each.id) && !isOfRenamed(each, chosen.fix),
          )
          expect({ fix: chosen.fix.id, added }).toEqual({ fix: chosen.fix.id, added: [] })
          findings = after
        }
      }),
      { numRuns: 250 },
    )
  })

  it('leave a plan that can be built if no error remains', () => {
    const others = ['unknown_skill', 'skills_apart', 'no_agents', 'unknown_crew', 'never_runs']
    const pins = ['unknown_pin', 'unfit_pin', 'pin_outside_crew']
    fc.assert(
      fc.property(draft, facts, (start, known) => {
        const { document } = applySafeFixes(start, known, { cycles: true })
        for (const each of [start, document]) {
          const fault = findPlanFault(each) ?? findTaskFault(each.tasks)
          const hard = lintPlan(each, known).filter(
            ({ severity, code }) => severity === 'error' && ![...others, ...pins].includes(code),
          )
          const isAboutPeople = hard.every(({ code }) =>
            ['unknown_approver', 'quorum_too_large'].includes(code),
          )
          expect(fault === null).toBe(hard.length === 0 || isAboutPeople)
        }
      }),
      { numRuns: 400 },
    )
  })

  it('are deterministic', () => {
    fc.assert(
      fc.property(draft, facts, (document, known) => {
        expect(lintPlan(structuredClone(document), known)).toEqual(lintPlan(document, known))
      }),
      { numRuns: 200 },
    )
  })
})
