import { z } from 'zod'
import type { ContextTask, DecisionContext } from '../../src-main/decisions/context.ts'
import { decideByRules } from '../../src-main/decisions/deciders/rules.ts'
import { guard } from '../../src-main/decisions/guard.ts'
import { noFields } from '../../src-main/decisions/no-fields.ts'
import { judge } from '../../src-main/decisions/verdict.ts'
import { type Decision, decisionActions } from '../../src-shared/model/decisions/decision.ts'
import { createTally, type Tally } from './tally.ts'

const taskSchema = z.object({
  key: z.string(),
  title: z.string(),
  agent_type: z.string().nullable(),
  status: z.string(),
})
const answerSchema = z.object({
  action: z.string(),
  next_agent_type: z.string().nullable().default(null),
  task_description: z.string().nullable().default(null),
  files_to_reference: z.array(z.string()).default([]),
})
const expectedSchema = z.object({
  action: z.enum(decisionActions),
  next_agent_type: z.string().nullable(),
  must_reference: z.array(z.string()).default([]),
})
const countSchema = z.object({ max: z.number(), used: z.number() })
export const situationSchema = z.object({
  id: z.string(),
  goal: z.string(),
  phase: z.string(),
  finished: taskSchema,
  artifacts: z.record(z.string(), z.string()),
  history: z.array(taskSchema),
  queue: z.array(taskSchema),
  agents: z.array(z.object({ agent_type: z.string(), description: z.string() })),
  limits: z.object({
    tasks: countSchema.optional(),
    rounds: countSchema.optional(),
    budget: z.object({ total: z.number(), spent: z.number(), currency: z.string() }).optional(),
  }),
  expected: expectedSchema,
  also_accepted: z.array(expectedSchema).default([]),
  guard_must_refuse: z.array(answerSchema.extend({ basis: z.string(), why: z.string() })),
  guard_must_allow: z.union([z.array(answerSchema), answerSchema.transform((answer) => [answer])]),
  tags: z.array(z.string()).default([]),
})
export type Situation = z.infer<typeof situationSchema>
type Task = z.infer<typeof taskSchema>

const isPerson = (type: string | null): boolean =>
  type !== null && /^(?:human|person|escalation|owner)$/.test(type)

function taskOf({ key, title, agent_type, status }: Task): ContextTask {
  const known = ['done', 'failed', 'cancelled', 'skipped', 'blocked'] as const
  return {
    ...{ key, title, description: title, outcome: '' },
    agentType: agent_type,
    status: known.find((each) => each === status) ?? (status === 'running' ? 'in_progress' : 'todo'),
    isEscalation: isPerson(agent_type),
  }
}

/** The decider's context of a situation. A file belongs to the last task whose title or type names it. */
export function contextOf(situation: Situation): DecisionContext {
  const { goal, phase, finished, history, queue, agents, artifacts, limits } = situation
  const past = history.map(taskOf)
  const makers = past.filter(({ status }) => status === 'done')
  const makerOf = (name: string) => {
    const planner = name === 'scope.md' ? 'workshopper' : name === 'plan.md' ? 'project_manager' : null
    const stem = name
      .replace(/\.\w+$/, '')
      .toLowerCase()
      .split(/[^a-z0-9]+/)
    return (
      makers.findLast(({ agentType }) => planner !== null && agentType === planner) ??
      makers.findLast(({ title }) =>
        stem.some((word) => word.length > 3 && title.toLowerCase().includes(word)),
      ) ??
      makers.at(-1)
    )
  }
  const last = past.find(({ key }) => key === finished.key) ?? taskOf(finished)
  const { budget, tasks, rounds } = limits
  // Counts of the situation can exceed its history, which starts later.
  const known = past.length + queue.length
  const padding = Array.from({ length: Math.max(0, (tasks?.used ?? 0) - known) }, (_, at) =>
    taskOf({ key: `earlier-${at}`, title: `Earlier task ${at}`, agent_type: null, status: 'cancelled' }),
  )
  const planner = taskOf({
    key: 'planner',
    title: 'Write plan.md',
    agent_type: 'project_manager',
    status: 'done',
  })
  const isPlanned = past.some(
    ({ agentType }) => agentType === 'project_manager' || agentType === 'workshopper',
  )
  return {
    goal,
    phase,
    finished: last,
    tasks: [
      ...padding,
      ...(isPlanned ? [] : [planner]),
      ...past,
      ...(past.includes(last) ? [] : [last]),
      ...queue.map(taskOf),
    ],
    agentTypes: agents.map(({ agent_type }) => ({ type: agent_type, available: true })),
    artifacts: Object.entries(artifacts).map(([name, text]) => ({
      name,
      text,
      taskKey:
        (!isPlanned && /^(?:scope|plan)\.md$/.test(name) ? planner.key : makerOf(name)?.key) ?? finished.key,
    })),
    queue: {
      running: queue.filter(({ status }) => status === 'running').length,
      waiting: queue.filter(({ status }) => status !== 'running').length,
    },
    decisions: history.length,
    limits: {
      ...(tasks !== undefined && { tasks: tasks.max }),
      ...(rounds !== undefined && { rounds: rounds.max }),
    },
    ...(budget !== undefined && {
      moneyLeft: { amountMinor: Math.max(0, budget.total - budget.spent), currency: budget.currency },
    }),
  }
}

function decisionOf({
  action,
  next_agent_type,
  task_description,
  files_to_reference,
}: z.infer<typeof answerSchema>): Decision | null {
  const known = decisionActions.find((each) => each === action)
  if (known === undefined) return null
  return {
    ...noFields,
    ...{ action: known, next_agent_type, task_description, reasoning: 'A reason.' },
    context_to_pass:
      known === 'create_task' ? { files_to_reference, key_information: 'More information.' } : null,
    ...(known === 'escalate_to_human' && {
      question: task_description ?? 'What next?',
      recommended_answer: 'Go on.',
    }),
  }
}

export function judgeDecisions(cases: readonly Situation[]): Tally {
  const tally = createTally()
  for (const each of cases) {
    const context = contextOf(each)
    const { decision } = judge({ proposed: decideByRules(context), failure: null }, context)
    const accepted = [each.expected, ...each.also_accepted]
    const isHit = accepted.some(
      ({ action, next_agent_type }) =>
        action === decision.action &&
        (action !== 'create_task' || next_agent_type === decision.next_agent_type),
    )
    tally.add('next step, action and type', isHit)
    tally.add(
      'next step, action',
      accepted.some(({ action }) => action === decision.action),
    )
    tally.add(`right where expected: ${each.expected.action}`, isHit)
    if (!isHit) {
      const wanted = accepted
        .map(({ action, next_agent_type }) => `${action} ${next_agent_type ?? ''}`)
        .join(' or ')
      tally.miss(
        `${each.id} ${wanted} | ${decision.action} ${decision.next_agent_type ?? ''}: ${decision.reasoning.slice(0, 150)}`,
      )
    }
    for (const answer of each.guard_must_refuse) {
      const refused = decisionOf(answer)
      const isRefused = refused === null || guard(refused, context).length > 0
      const isPlain = answer.basis !== 'artifacts'
      tally.add(isPlain ? 'guard: plain facts refused' : 'guard: facts of files refused', isRefused)
      if (!isRefused) tally.miss(`${each.id} let through (${answer.basis}): ${answer.why}`)
    }
    for (const answer of each.guard_must_allow) {
      const allowed = decisionOf(answer)
      const findings = allowed === null ? [] : guard(allowed, context)
      tally.add('guard: good ones let through', allowed !== null && findings.length === 0)
      if (findings.length > 0)
        tally.miss(
          `${each.id} refused a good one (${answer.action} ${answer.next_agent_type ?? ''}): ${findings
            .map(({ message }) => message)
            .join(' ')
            .slice(0, 160)}`,
        )
    }
  }
  return tally
}
