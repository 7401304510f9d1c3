import { plural } from '#shared/text/plural.ts'
import { statuses } from './statuses.ts'

/** Short values of a log entry, by their name in its body. */
export type EventFacts = Readonly<Record<string, string | number | boolean>>

type Facts = EventFacts

const text = (facts: Facts, key: string): string => {
  const value = facts[key]
  return value === undefined ? '' : String(value)
}
const count = (facts: Facts, key: string): number => Number(facts[key] ?? 0)
const quoted = (said: string): string => (said === '' ? '' : ` “${said}”`)
const colon = (said: string): string => (said === '' ? '' : `: ${said}`)

const answers: Readonly<Record<string, string>> = {
  approve: 'Approved',
  edit: 'Approved with changes',
  reject: 'Rejected',
  run_again: 'Sent to run again',
  hand_back: 'Handed back',
}

/** Entries from before outcomes only have a status. */
const endsByStatus: Readonly<Record<string, string>> = {
  done: statuses.succeeded,
  failed: statuses.failed,
  cancelled: statuses.cancelled,
}
const namesByFact: Readonly<Record<string, string>> = { ...statuses, waiting: statuses.blocked }

function nameSettled(status: string, outcome: string): string {
  const end = namesByFact[outcome] ?? endsByStatus[status]
  return end === undefined ? `Run status: ${namesByFact[status] ?? status}` : `Run ended: ${end}`
}

/** The sentence of a log entry, by event type. Types without a sentence show their name and facts. */
export const events: Readonly<Record<string, (facts: Facts) => string>> = {
  'agent.registered': (f) =>
    `Agent${quoted(text(f, 'agent'))} ${f.isShipped === true ? 'included with Switchyard' : 'added or changed'}`,
  'skill.aliased': (f) => `Skill ${text(f, 'alias')} means ${text(f, 'skill') || 'nothing now'}`,
  'plan.published': (f) => `Plan${quoted(text(f, 'title'))} published`,
  'plan.removed': () => 'Plan removed',
  'project.saved': () => 'Project saved',
  'memory.remembered': (f) => `Saved to memory: ${text(f, 'kind').replaceAll('_', ' ') || 'note'}`,
  'memory.tagged': (f) => `Tags of a memory entry changed: ${plural(count(f, 'tagsCount'), 'tag')}`,
  'merge.approved': (f) => `Merge into ${text(f, 'target')} approved`,
  'merge.settled': (f) => (text(f, 'commit') === '' ? `Not merged${colon(text(f, 'message'))}` : 'Merged'),
  'run.created': (f) => `Run${quoted(text(f, 'title'))} created`,
  'run.paused': () => 'Run paused',
  'run.resumed': () => 'Run resumed',
  'run.stopping': () => 'Run stopping',
  'run.settled': (f) => nameSettled(text(f, 'status'), text(f, 'outcome')),
  'memory.completed': () => 'Build log completed',
  'run.parts_left_out': () => 'Parts of the request left out',
  'tasks.added': (f) => `${plural(count(f, 'tasksCount'), 'task')} added`,
  'tasks.assigned': (f) => `${plural(count(f, 'assignmentsCount'), 'task')} assigned to agents`,
  'tasks.ready': (f) => `${plural(count(f, 'taskKeysCount'), 'task')} ready to start`,
  'decision.made': (f) => `Decided: ${text(f, 'action').replaceAll('_', ' ')}`,
  'task.assigned': (f) => `Assigned to ${text(f, 'agentId')}`,
  'task.unassigned': (f) => `No agent${colon(text(f, 'message'))}`,
  'task.edited': (f) => `Changed${colon(text(f, 'changed'))}`,
  'task.ready': () => 'Ready to start',
  'task.unblocked': () => 'Unblocked',
  'task.skipped': (f) => `Skipped${colon(text(f, 'message'))}`,
  'task.cancelled': (f) => `Cancelled${colon(text(f, 'message'))}`,
  'task.failed': (f) => `Failed${colon(text(f, 'failure'))}`,
  'task.accepted': () => 'Result accepted by a person',
  'group.opened': () => 'Group opened',
  'group.closed': (f) => `Group closed as ${text(f, 'status')}`,
  'attempt.started': (f) => `Attempt ${text(f, 'number')} started`,
  'attempt.resumed': () => 'Attempt resumed after a restart',
  'attempt.progressed': (f) =>
    `Progress ${text(f, 'percent')}${text(f, 'percent') === '' ? '' : '%'}${quoted(text(f, 'message'))}`,
  'attempt.given': () => 'Sent to the agent',
  'attempt.logged': (f) => plural(count(f, 'linesCount'), 'log line'),
  'attempt.metered': () => 'Cost recorded',
  'attempt.finished': () => 'Attempt finished',
  'attempt.charged': () => 'Cost over the limit accepted',
  'attempt.failed': (f) => `Attempt failed${colon(text(f, 'failure'))}`,
  'attempt.blocked': (f) => `Blocked${colon(text(f, 'message'))}`,
  'attempt.asked': (f) => `Asked${colon(text(f, 'question'))}`,
  'attempt.interrupted': () => 'Attempt interrupted by a restart',
  'attempt.stopping': (f) => `Stop requested${colon(text(f, 'message'))}`,
  'attempt.cancelled': () => 'Attempt cancelled',
  'approval.posted': (f) =>
    `Approval requested${colon(text(f, 'question') || text(f, 'title') || text(f, 'kind').replaceAll('_', ' '))}`,
  'approval.changed': () => 'Approval content changed',
  'approval.voted': (f) => `Voted ${text(f, 'answer')}${quoted(text(f, 'note'))}`,
  'approval.delegated': (f) => `Delegated to ${text(f, 'to')}`,
  'approval.reminded': () => 'Reminder sent',
  'approval.escalated': (f) => `Escalated to ${text(f, 'to')}`,
  'approval.answered': (f) => `${answers[text(f, 'answer')] ?? 'Answered'}${quoted(text(f, 'note'))}`,
  'approval.closed': (f) => `Approval ${text(f, 'how')}`,
  'budget.set': (f) => `Budget of ${text(f, 'account').replace(':', ' ')} set`,
  'budget.closed': (f) => `Budget of ${text(f, 'account').replace(':', ' ')} closed`,
  'budget.charged': (f) => `Charged${colon(text(f, 'reason').replaceAll('_', ' '))}`,
  'budget.refused': (f) => `Not started: over budget${colon(text(f, 'message'))}`,
}
