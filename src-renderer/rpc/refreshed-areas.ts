import type { Contract } from '#shared/contract/index.ts'
import type { EventType } from '#shared/events.ts'

/** Sub-areas that change at other times than the rest of their area. */
const partOf = {
  'agents.names': 'names',
  'insight.explainRun': 'reasons',
  'log.getMemory': 'memory',
  'log.listMemory': 'memory',
  'runs.getArtifact': 'files',
  'runs.listArtifacts': 'files',
  'runs.listInputs': 'inputs',
  'runs.rankAgents': 'reasons',
  'system.settings': 'settings',
} as const

type Part = (typeof partOf)[keyof typeof partOf]
/** Queries that change together: an area of the contract without its sub-areas, or a sub-area. */
export type Area = keyof Contract | Part

const parts: ReadonlyMap<string, Part> = new Map(Object.entries(partOf))

/** Area of a procedure path, such as `runs.find`. */
export const areaOf = (path: readonly string[]): string => parts.get(path.join('.')) ?? path[0] ?? ''

/** Areas about one run that also change with other runs, because the runs share agents. */
export const acrossRuns: ReadonlySet<string> = new Set<Area>(['reasons'])

const task: readonly Area[] = ['runs', 'inbox', 'reasons']
const attempt: readonly Area[] = [...task, 'agents', 'budgets']
const attemptEnd: readonly Area[] = [...attempt, 'files']
const taskEnd: readonly Area[] = [...task, 'files']
const run: readonly Area[] = [...task, 'budgets', 'projects']
const budget: readonly Area[] = [...task, 'budgets']
const plan: readonly Area[] = ['plans', 'projects']

/** Areas affected by each event. */
export const touchedByEvent: { readonly [Type in EventType]: readonly Area[] } = {
  'agent.registered': [...task, 'agents', 'names', 'skills'],
  'skill.aliased': [...task, 'skills'],
  'plan.published': plan,
  'plan.removed': plan,
  'plan.restored': plan,
  'project.saved': [...task, 'projects'],
  'memory.tagged': ['memory'],
  'memory.completed': ['memory'],
  'memory.remembered': ['memory'],
  'merge.approved': task,
  'merge.settled': task,
  'run.created': run,
  'run.paused': run,
  'run.resumed': run,
  'run.stopping': run,
  'run.settled': [...run, 'files', 'insight'],
  'run.parts_left_out': run,
  'tasks.added': task,
  'decision.made': ['runs', 'goals', 'budgets', 'reasons'],
  'tasks.assigned': task,
  'tasks.ready': task,
  'task.assigned': task,
  'task.unassigned': task,
  'task.edited': task,
  'task.ready': task,
  'task.unblocked': task,
  'task.skipped': task,
  'task.cancelled': task,
  'task.failed': taskEnd,
  'task.accepted': taskEnd,
  'task.carried': taskEnd,
  'task.done_before': task,
  'task.hurried': task,
  'group.opened': task,
  'group.closed': taskEnd,
  'attempt.started': [...attempt, 'inputs'],
  'attempt.resumed': attempt,
  'attempt.progressed': attempt,
  'attempt.logged': [],
  'attempt.given': ['inputs'],
  'attempt.metered': attempt,
  'attempt.finished': attemptEnd,
  'attempt.charged': attempt,
  'attempt.failed': attemptEnd,
  'attempt.blocked': attemptEnd,
  'attempt.asked': attemptEnd,
  'attempt.interrupted': attempt,
  'attempt.stopping': attempt,
  'attempt.cancelled': attemptEnd,
  'approval.posted': run,
  'approval.changed': run,
  'approval.voted': run,
  'approval.delegated': run,
  'approval.reminded': run,
  'approval.escalated': run,
  'approval.answered': [...run, 'files'],
  'approval.closed': run,
  'budget.set': budget,
  'budget.granted': budget,
  'budget.closed': budget,
  'budget.charged': budget,
  'budget.refused': budget,
}

type Command = { [Name in keyof Contract]: `${Name}.${keyof Contract[Name] & string}` }[keyof Contract]

/**
 * Areas that refresh before a command returns: areas without events, and lists that should show its effect.
 * Other commands refresh by their events.
 */
export const touchedByCommand: { readonly [Path in Command]?: readonly Area[] } = {
  'agents.disable': ['agents'],
  'agents.enable': ['agents'],
  'agents.importRoster': ['agents'],
  'agents.register': ['agents'],
  'audit.compact': ['system'],
  'budgets.set': ['budgets', 'runs'],
  'drafts.create': ['drafts'],
  'drafts.remove': ['drafts'],
  'drafts.save': ['drafts'],
  'goals.askAgain': ['goals'],
  'goals.markDecision': ['goals'],
  'memory.remember': ['memory'],
  'memory.tag': ['memory'],
  'models.forgetKey': ['models'],
  'models.keepKey': ['models'],
  'models.remove': ['models'],
  'models.save': ['models'],
  'models.use': ['models'],
  'plans.publish': ['plans'],
  'plans.remove': ['plans'],
  'plans.restore': ['plans'],
  'projects.change': ['projects'],
  'projects.create': ['projects'],
  'runs.answerApproval': ['runs', 'inbox', 'budgets'],
  'runs.answerApprovals': ['runs', 'inbox'],
  'runs.delegateApproval': ['runs', 'inbox'],
  'system.backUp': ['system'],
  'system.setLimits': ['settings'],
  'system.setLogLevel': ['settings'],
  'system.setMail': ['settings'],
  'tokens.create': ['tokens'],
  'tokens.revoke': ['tokens'],
  'workspaces.clean': ['workspaces', 'system'],
}
