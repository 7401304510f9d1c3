import { plural } from '#shared/text/plural.ts'
import { statuses } from './statuses.ts'

/** Short values of an entry of the log, by their names in its body. */
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
  run_again: 'To be done again',
  hand_back: 'Handed back',
}

/** Entries from before outcomes have only a status. */
const endsByStatus: Readonly<Record<string, string>> = {
  done: statuses.succeeded,
  failed: statuses.failed,
  cancelled: statuses.cancelled,
}
const namesByFact: Readonly<Record<string, string>> = { ...statuses, waiting: statuses.blocked }

function nameSettled(status: string, outcome: string): string {
  const end = namesByFact[outcome] ?? endsByStatus[status]
  return end === undefined ? `Run is now: ${namesByFact[status] ?? status}` : `Run ended: ${end}`
}

/** What an entry says, in a sentence; a type that is not here says its own name and facts. */
export const events: Readonly<Record<string, (facts: Facts) => string>> = {
  'agent.registered': (f) =>
    `Agent${quoted(text(f, 'agent'))} ${f.isShipped === true ? 'came with Switchyard' : 'added or changed'}`,
  'skill.aliased': (f) => `Skill ${text(f, 'alias')} means ${text(f, 'skill') || 'nothing any more'}`,
  'plan.published': (f) => `Plan${quoted(text(f, 'title'))} published`,
  'plan.removed': () => 'Plan removed',
  'project.saved': () => 'Project saved',
  'memory.remembered': (f) => `Kept in memory: a ${text(f, 'kind').replaceAll('_', ' ') || 'note'}`,
  'memory.tagged': (f) => `Tags of an entry of memory changed: it has ${count(f, 'tagsCount')} now`,
  'merge.approved': (f) => `Merge into ${text(f, 'target')} agreed to`,
  'merge.settled': (f) => (text(f, 'commit') === '' ? `Not merged${colon(text(f, 'message'))}` : 'Merged'),
  'run.created': (f) => `Run${quoted(text(f, 'title'))} created`,
  'run.paused': () => 'Run paused',
  'run.resumed': () => 'Run goes on',
  'run.stopping': () => 'Run is being stopped',
  'run.settled': (f) => nameSettled(text(f, 'status'), text(f, 'outcome')),
  'memory.completed': () => 'Build log completed',
  'run.parts_left_out': () => 'Parts of the request left out',
  'tasks.added': (f) => `${plural(count(f, 'tasksCount'), 'task')} added`,
  'tasks.assigned': (f) => `${plural(count(f, 'assignmentsCount'), 'task')} promised to agents`,
  'tasks.ready': (f) => `${plural(count(f, 'taskKeysCount'), 'task')} ready to start`,
  'decision.made': (f) => `Decided: ${text(f, 'action').replaceAll('_', ' ')}`,
  'task.assigned': (f) => `Promised to ${text(f, 'agentId')}`,
  'task.unassigned': (f) => `No agent${colon(text(f, 'message'))}`,
  'task.edited': (f) => `Changed${colon(text(f, 'changed'))}`,
  'task.ready': () => 'Ready to start',
  'task.unblocked': () => 'Unblocked',
  'task.skipped': (f) => `Skipped${colon(text(f, 'message'))}`,
  'task.cancelled': (f) => `Cancelled${colon(text(f, 'message'))}`,
  'task.failed': (f) => `Failed${colon(text(f, 'failure'))}`,
  'task.accepted': () => 'Result vouched for by a person',
  'group.opened': () => 'Group opened',
  'group.closed': (f) => `Group closed as ${text(f, 'status')}`,
  'attempt.started': (f) => `Attempt ${text(f, 'number')} started`,
  'attempt.resumed': () => 'Attempt goes on after a restart',
  'attempt.progressed': (f) =>
    `Progress ${text(f, 'percent')}${text(f, 'percent') === '' ? '' : '%'}${quoted(text(f, 'message'))}`,
  'attempt.given': () => 'Sent to its agent',
  'attempt.logged': (f) => plural(count(f, 'linesCount'), 'log line'),
  'attempt.metered': () => 'Spending counted',
  'attempt.finished': () => 'Attempt finished',
  'attempt.charged': () => 'Cost over the limit accepted',
  'attempt.failed': (f) => `Attempt failed${colon(text(f, 'failure'))}`,
  'attempt.blocked': (f) => `Blocked${colon(text(f, 'message'))}`,
  'attempt.asked': (f) => `Asked${colon(text(f, 'question'))}`,
  'attempt.interrupted': () => 'Attempt cut off by a restart',
  'attempt.stopping': (f) => `Told to stop${colon(text(f, 'message'))}`,
  'attempt.cancelled': () => 'Attempt cancelled',
  'approval.posted': (f) =>
    `Gate posted${colon(text(f, 'question') || text(f, 'title') || text(f, 'kind').replaceAll('_', ' '))}`,
  'approval.changed': () => 'Approval content changed',
  'approval.voted': (f) => `Voted ${text(f, 'answer')}${quoted(text(f, 'note'))}`,
  'approval.delegated': (f) => `Handed over to ${text(f, 'to')}`,
  'approval.reminded': () => 'Reminded',
  'approval.escalated': (f) => `Escalated to ${text(f, 'to')}`,
  'approval.answered': (f) => `${answers[text(f, 'answer')] ?? 'Answered'}${quoted(text(f, 'note'))}`,
  'approval.closed': (f) => `Gate ${text(f, 'how')}`,
  'budget.set': (f) => `Cap of ${text(f, 'account').replace(':', ' ')} set`,
  'budget.closed': (f) => `Cap of ${text(f, 'account').replace(':', ' ')} lifted`,
  'budget.charged': (f) => `Charged${colon(text(f, 'reason').replaceAll('_', ' '))}`,
  'budget.refused': (f) => `Not started for money${colon(text(f, 'message'))}`,
}
