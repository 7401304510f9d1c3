import { z } from 'zod'
import type { AuditEntry } from '#shared/contract/compat/tasks.ts'
import type { EventView } from '#shared/contract/log.ts'
import type { EventType } from '#shared/events.ts'
import { type Decision, decisionSchema } from '#shared/model/decisions/decision.ts'
import { type ChargeReason, chargeReasons, moneySchema } from '#shared/model/money.ts'
import { formatMoney } from '#shared/text/format-money.ts'
import { isoOf } from './seed-words.ts'

const { action, next_agent_type, reasoning } = decisionSchema.shape

/** The fields of an event that become text; missing fields are absent. */
const toldSchema = z.object({
  tasks: z.array(z.object({ key: z.string(), title: z.string() })).optional(),
  assignments: z.array(z.object({ taskKey: z.string(), agentId: z.string() })).optional(),
  title: z.string().optional(),
  agentId: z.string().optional(),
  message: z.string().nullish(),
  failure: z.object({ message: z.string() }).optional(),
  next: z.string().optional(),
  review: z.boolean().optional(),
  status: z.string().optional(),
  answer: z.string().optional(),
  by: z.string().optional(),
  how: z.string().optional(),
  approval: z.object({ question: z.string() }).optional(),
  question: z.object({ text: z.string() }).optional(),
  spent: moneySchema.nullish(),
  after: z.string().optional(),
  decision: z.object({ action, next_agent_type, reasoning }).optional(),
  reason: z.enum(chargeReasons).optional(),
  model: z.string().nullish(),
})
type Told = z.infer<typeof toldSchema>

interface Said {
  readonly action: string
  readonly details: string | null
}

const say = (action: string, details: string | null | undefined = null): Said => ({
  action,
  details: details ?? null,
})

const chargeWords: Readonly<Record<ChargeReason, string>> = {
  late_decision: 'for a decision that came too late',
  shadow: 'beside the decider',
  asked_again: 'again, for comparison',
}

const decisionWords: Readonly<
  Record<Decision['action'], (decision: Pick<Decision, 'next_agent_type'>) => string>
> = {
  create_task: ({ next_agent_type: type }) => `a task for ${type ?? 'anybody'}`,
  escalate_to_human: () => 'a person is asked',
  project_complete: () => 'the work ends',
  wait_for_more_tasks: () => 'other tasks are waited for',
}

/** Texts for the events in an audit of document 003. All other events are only in the log. */
const words: Partial<Record<EventType, (told: Told) => Said>> = {
  'task.assigned': ({ agentId }) => say('agent assigned', agentId),
  'task.unassigned': ({ message }) => say('no agent found', message),
  'task.edited': () => say('task edited'),
  'task.skipped': ({ message }) => say('task skipped', message),
  'task.cancelled': ({ message }) => say('task cancelled', message),
  'task.failed': ({ failure }) => say('task failed', failure?.message),
  'task.accepted': () => say('task completed', 'A person vouched for its result.'),
  'task.carried': () => say('task completed', 'Its result was taken over from an earlier run.'),
  'task.done_before': () => say('task completed', 'Done before this run, as its plan says.'),
  'task.hurried': () => say('task to be tried again at once'),
  'group.opened': () => say('task started'),
  'group.closed': ({ status }) => say(status === 'done' ? 'task completed' : 'task failed'),
  'attempt.started': ({ agentId }) => say('task started', agentId),
  'attempt.finished': ({ review }) => say(review === true ? 'result handed in for review' : 'task completed'),
  'attempt.charged': () => say('cost over the limit accepted'),
  'attempt.failed': ({ next, failure }) =>
    say(
      next === 'fail' ? 'task failed' : next === 'retry' ? 'attempt failed, to be retried' : 'attempt failed',
      failure?.message,
    ),
  'attempt.blocked': ({ message }) => say('task blocked', message),
  'attempt.asked': ({ question }) => say('question asked', question?.text),
  'attempt.interrupted': () => say('attempt cut off'),
  'attempt.cancelled': ({ message }) => say('attempt stopped', message),
  'approval.posted': ({ approval }) => say('approval requested', approval?.question),
  'approval.answered': ({ answer, by }) => say('approval answered', `${answer} by ${by}`),
  'approval.closed': ({ how }) => say(`approval ${how}`),
  'budget.refused': ({ message }) => say('budget refused', message),
  'budget.charged': ({ reason, model, spent }) =>
    say(
      'model asked',
      `${model}${reason === undefined ? '' : `, ${chargeWords[reason]}`}${spent === null ? ', cost unknown' : ''}`,
    ),
  'decision.made': ({ decision }) =>
    say('decision made', decision && `${decisionWords[decision.action](decision)}: ${decision.reasoning}`),
}
const wordsByType: ReadonlyMap<string, (told: Told) => Said> = new Map(Object.entries(words))

/** Audit entries of one event, in order: first its task, then its payments. */
export function auditEntriesOf(event: EventView, idOf: (taskKey: string) => string): AuditEntry[] {
  const { seq, at, type, taskKey, body } = event
  const told = toldSchema.safeParse(body)
  if (!told.success) return []
  const entry = (key: string, said: Said): AuditEntry => ({
    seq,
    created_at: isoOf(at),
    task_id: idOf(key),
    ...said,
  })
  if (type === 'run.created' || type === 'tasks.added') {
    return (told.data.tasks ?? []).map(({ key, title }) => entry(key, say('task created', title)))
  }
  if (type === 'tasks.assigned') {
    return (told.data.assignments ?? []).map((each) =>
      entry(each.taskKey, say('agent assigned', each.agentId)),
    )
  }
  const tell = wordsByType.get(type)
  // A decision is assigned to the task that it followed.
  const { spent, after } = told.data
  const about = taskKey ?? (type === 'decision.made' ? after : undefined)
  if (tell === undefined || about === undefined) return []
  const paid = spent === null || spent === undefined ? [] : [say('transaction recorded', formatMoney(spent))]
  return [tell(told.data), ...paid].map((said) => entry(about, said))
}
