import { present } from '../../src-shared/assert.ts'
import type { EventBody, StoredEvent } from '../../src-shared/events.ts'
import type { Agent } from '../../src-shared/model/agent.ts'
import type { TaskDefinition } from '../../src-shared/model/task.ts'

/**
 * Reads a log from its beginning and says every breach of the invariants of design section 4, knowing nothing of the
 * engine but its events. A task is over with one of four words; a group is a task that opens and closes.
 */
export function judgeLog(events: readonly StoredEvent[], limits: { global: number }): string[] {
  const judge = createJudge(limits)
  for (const [at, { seq, body }] of events.entries()) {
    if (seq !== at + 1) judge.breach(`seq ${seq} is at place ${at + 1}`)
    judge.hear(body)
  }
  return judge.breaches
}

type End = 'done' | 'failed' | 'skipped' | 'cancelled'

interface Task {
  readonly definition: TaskDefinition
  end: End | null
  isOpenGroup: boolean
  isApproved: boolean
  gates: number
  live: string | null
  attempts: number
}

interface Run {
  readonly limit: number
  readonly crew: readonly string[] | null
  readonly tasks: ReadonlyMap<string, Task>
  isOver: boolean
}

type Of<Type extends EventBody['type']> = Extract<EventBody, { type: Type }>
type AboutTask = Extract<EventBody, { taskKey: string }>

function createJudge(limits: { global: number }) {
  const breaches: string[] = []
  const agents = new Map<string, Agent>()
  const runs = new Map<string, Run>()
  /** Attempt id -> who runs it in which run. */
  const live = new Map<string, { runId: string; agentId: string }>()
  const breach = (what: string): number => breaches.push(what)

  function hear(body: EventBody): void {
    if (body.type === 'agent.registered') agents.set(body.agent.id, body.agent)
    if (body.type === 'run.created') createRun(body)
    if (body.type === 'run.settled') settle(body)
    if ('taskKey' in body) hearOfTask(body)
  }

  function createRun({ runId, parallelLimit, crew, tasks }: Of<'run.created'>): void {
    const fresh = { end: null, isOpenGroup: false, isApproved: false, gates: 0, live: null, attempts: 0 }
    const entries = tasks.map((definition): [string, Task] => [definition.key, { definition, ...fresh }])
    runs.set(runId, { limit: parallelLimit, crew, tasks: new Map(entries), isOver: false })
  }

  function settle({ runId, status }: Of<'run.settled'>): void {
    const run = present(runs.get(runId), runId)
    if (run.isOver) breach(`${runId} was settled after it was over`)
    if (status === 'running' || status === 'waiting') return
    run.isOver = true
    const ends = [...run.tasks.values()].map(({ end }) => end)
    if (ends.includes(null)) breach(`${runId} is ${status} with open tasks`)
    if (status === 'done' && ends.some((end) => end !== 'done')) breach(`${runId} is done and a task is not`)
  }

  function hearOfTask(body: AboutTask): void {
    const run = present(runs.get(body.runId), body.runId)
    const task = present(run.tasks.get(body.taskKey), body.taskKey)
    const name = `${body.runId}/${body.taskKey}`
    if (run.isOver) breach(`${body.type} of ${name} after its run was over`)
    if (task.end !== null && body.type !== 'attempt.logged')
      breach(`E3 ${body.type} of ${name}, which is ${task.end}`)
    if ('attemptId' in body) hearOfAttempt(run, task, body)
    else hearOfPlace(run, task, body)
  }

  function hearOfPlace(run: Run, task: Task, body: Exclude<AboutTask, { attemptId: string }>): void {
    const name = `${body.runId}/${body.taskKey}`
    switch (body.type) {
      case 'group.opened':
        requireStartable(run, task, name)
        task.isOpenGroup = true
        return
      case 'group.closed': {
        const children = [...run.tasks.values()].filter(
          ({ definition }) => definition.parent === body.taskKey,
        )
        if (!task.isOpenGroup) breach(`${name} closed before it opened`)
        if (children.some(({ end }) => end === null)) breach(`${name} closed with open children`)
        const isDone = children.every(({ end }) => end === 'done')
        if (isDone !== (body.status === 'done')) breach(`${name} closed as ${body.status}`)
        task.end = body.status
        return
      }
      case 'task.ready':
        if (task.attempts === 0) requireStartable(run, task, name)
        return
      case 'task.skipped':
        if (!causesOf(run, task).some(({ end }) => end !== null && end !== 'done'))
          breach(`${name} skipped for nothing`)
        task.end = 'skipped'
        return
      case 'task.cancelled':
        if (task.live !== null) breach(`${name} cancelled over a live attempt`)
        task.end = 'cancelled'
        return
      case 'approval.posted':
        task.gates += 1
        if (body.approval.kind === 'task_gate' && task.gates > 1) breach(`${name} has two gates`)
        if (body.approval.kind === 'task_gate') requireMet(run, task, name)
        return
      case 'approval.answered':
        if (body.answer === 'approve') task.isApproved = true
        if (body.answer === 'happened') task.end = 'done'
        if (body.answer === 'fail') task.end = 'failed'
        return
    }
  }

  function hearOfAttempt(run: Run, task: Task, body: Extract<AboutTask, { attemptId: string }>): void {
    const { attemptId, type } = body
    if (type === 'attempt.started') return start(run, task, body)
    if (task.live !== attemptId) breach(`E2 ${type} of ${attemptId}, which is not live`)
    if (type === 'attempt.logged' || type === 'attempt.progressed') return
    live.delete(attemptId)
    task.live = null
    if (type === 'attempt.finished') task.end = 'done'
    if (type === 'attempt.failed') task.end = 'failed'
  }

  function start(run: Run, task: Task, { attemptId, agentId, runId, number }: Of<'attempt.started'>): void {
    const agent = present(agents.get(agentId), agentId)
    requireStartable(run, task, attemptId)
    if (task.live !== null) breach(`E2 ${attemptId} beside ${task.live}`)
    if (number !== task.attempts + 1 || live.has(attemptId)) breach(`E2 ${attemptId} is not a new attempt`)
    if (task.definition.kind === 'group') breach(`${attemptId} at a group`)
    if (agent.availability === 'offline') breach(`${attemptId} by ${agentId}, which is offline`)
    if (run.crew !== null && !run.crew.includes(agentId))
      breach(`${attemptId} by ${agentId}, not of the crew`)
    const missing = task.definition.requiredSkills.filter((skill) => !agent.skills.includes(skill))
    if (missing.length > 0) breach(`${attemptId} by ${agentId}, which lacks ${missing.join(', ')}`)
    task.live = attemptId
    task.attempts = number
    live.set(attemptId, { runId, agentId })
    const all = [...live.values()]
    if (all.filter((each) => each.agentId === agentId).length > agent.capacity)
      breach(`E4 ${agentId} over capacity`)
    if (all.filter((each) => each.runId === runId).length > run.limit) breach(`E4 ${runId} over its limit`)
    if (all.length > limits.global) breach('E4 over the global limit')
  }

  /** E1 and E6. */
  function requireStartable(run: Run, task: Task, name: string): void {
    requireMet(run, task, name)
    if (task.definition.requiresApproval && !task.isApproved) breach(`E6 ${name} started before its approval`)
  }

  function requireMet(run: Run, { definition }: Task, name: string): void {
    const { dependsOn, parent } = definition
    const unmet = dependsOn.filter((key) => run.tasks.get(key)?.end !== 'done')
    if (unmet.length > 0) breach(`E1 ${name} before ${unmet.join(', ')}`)
    const group = parent === null ? null : run.tasks.get(parent)
    if (group !== null && (group?.isOpenGroup !== true || group.end !== null))
      breach(`E1 ${name} outside ${parent}`)
  }

  return { breaches, breach, hear }
}

const causesOf = ({ tasks }: Run, { definition: { dependsOn, parent } }: Task): Task[] =>
  [...dependsOn, ...(parent === null ? [] : [parent])].map((key) => present(tasks.get(key), key))
