import type { ApprovalAnswer, ApprovalKind } from '#shared/model/approval.ts'
import type { TaskResult } from '#shared/model/runs/attempt.ts'
import { namedByAgent } from '../../assignment/held-skills.ts'
import type { Store } from '../../store/store.ts'
import type { StoredAttempt } from '../../store/tables/attempts.ts'
import type { StoredTask } from '../../store/tables/tasks.ts'
import type { AttemptContext, WorkspaceRequest } from '../ports.ts'
import type { AttemptState, EngineState, RunState } from '../state.ts'

interface Options {
  readonly state: EngineState
  readonly store: Store
  readonly attempt: AttemptState
  readonly isResumed: boolean
}

/** The context of an attempt; null if its agent or task no longer exists. */
export function prepareContext({ state, store, attempt, isResumed }: Options): AttemptContext | null {
  const run = state.runs.get(attempt.runId)
  const task = run?.tasks.get(attempt.taskKey)
  const agent = state.agents.get(attempt.agentId)?.agent
  if (run === undefined || task === undefined || agent === undefined) return null
  const { title, description, requiredSkills } = task.definition
  return {
    runId: run.id,
    attemptId: attempt.id,
    taskKey: attempt.taskKey,
    attemptNumber: attempt.number,
    idempotencyKey: `${run.id}/${attempt.taskKey}`,
    agent,
    title,
    description,
    requiredSkills: namedByAgent(requiredSkills, agent, state.aliases),
    dependencies: listDependencies(store, run, withParts(run, task.definition.dependsOn)),
    answers: task.gates === 0 ? [] : listAnswers(store, run.id, attempt.taskKey),
    memo: task.gates === 0 ? null : store.attempts.findMemo(run.id, attempt.taskKey),
    doneWhen: task.definition.doneWhen ?? [],
    lastFailure: attempt.number === 1 ? null : store.attempts.findLastFailure(run.id, attempt.taskKey),
    isResumed,
    isRedone: attempt.number > 1 && isRedone(store, attempt),
    projectId: run.projectId,
    projectFolder: run.projectFolder,
    workspace: workspaceRequestOf(run, task.definition.dependsOn),
  }
}

/**
 * True if the attempt repeats one that already had a result. An attempt that follows a question continues the
 * repetition and does not count.
 */
function isRedone(store: Store, { runId, taskKey }: AttemptState): boolean {
  // A result that failed its checks counts too: without this flag, the agent would return the same result again.
  const hasResult = ({ status, failure }: StoredAttempt) =>
    status === 'done' || failure?.reason === 'unverified'
  const last = store.attempts
    .listOfTask(runId, taskKey)
    .findLast((attempt) => hasResult(attempt) || attempt.status === 'parked')
  return last !== undefined && hasResult(last)
}

function workspaceRequestOf(run: RunState, dependsOn: readonly string[]): WorkspaceRequest {
  if (run.workspace !== 'task_worktree') return { mode: run.workspace }
  return { mode: run.workspace, after: listDoneBefore(run, dependsOn) }
}

/**
 * All done tasks among these keys and their transitive dependencies. A task in between may have no files and only pass
 * on those of another.
 */
function listDoneBefore(run: RunState, dependsOn: readonly string[]): string[] {
  const keys = new Set(dependsOn)
  for (const key of keys) {
    const task = run.tasks.get(key)
    for (const { definition } of task?.children ?? []) keys.add(definition.key)
    for (const each of task?.definition.dependsOn ?? []) keys.add(each)
  }
  return [...keys].filter((key) => run.tasks.get(key)?.status === 'done')
}

const maxParts = 500

/**
 * Adds the parts of groups, at any depth: a group has no files of its own, so its dependents also get the results of
 * its parts.
 */
function withParts(run: RunState, dependsOn: readonly string[]): string[] {
  const keys = [...dependsOn]
  for (let at = 0; at < keys.length; at += 1) {
    for (const { definition } of run.tasks.get(keys[at] ?? '')?.children ?? []) {
      if (keys.length - dependsOn.length < maxParts) keys.push(definition.key)
    }
  }
  return keys
}

/** Dependencies whose results are read from the store on access, because most agents use few of them. */
function listDependencies(
  store: Store,
  run: RunState,
  keys: readonly string[],
): AttemptContext['dependencies'] {
  return keys.flatMap((key) => {
    const dependency = run.tasks.get(key)
    if (dependency === undefined) return []
    const { definition, status } = dependency
    const [agentType] = definition.requiredSkills
    return [
      {
        key,
        title: definition.title,
        ...(agentType !== undefined && { agentType }),
        description: definition.description,
        status,
        get result() {
          return findResult(store, dependency)
        },
      },
    ]
  })
}

/** The result of a task: confirmed by a person, collected by its group, or returned by its last attempt. */
export function findResult(
  store: Pick<Store, 'attempts'>,
  { runId, definition, result, status }: Pick<StoredTask, 'runId' | 'definition' | 'result' | 'status'>,
): TaskResult | null {
  // A result that is rejected or under review does not count.
  return result ?? (status === 'done' ? store.attempts.findResult(runId, definition.key) : null)
}

const listAnswers = (store: Store, runId: string, taskKey: string): AttemptContext['answers'] =>
  store.approvals
    .listOfTask(runId, taskKey)
    .filter(
      ({ kind, answer }) => (kind === 'agent_question' && answer === 'respond') || isAnswered(kind, answer),
    )
    .map(({ kind, question, note, response, answer }) => ({
      ...{ question, text: note, values: response },
      ...(kind === 'permission' && { isAllowed: answer === 'approve' }),
    }))

const isAnswered = (kind: ApprovalKind, answer: ApprovalAnswer | null): boolean =>
  kind === 'permission' && answer !== null
