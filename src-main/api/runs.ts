import { present } from '#shared/assert.ts'
import type { Command } from '#shared/commands.ts'
import type { BuildRequest } from '#shared/contract/compat/seed.ts'
import type { RunChange, TaskDetail } from '#shared/contract/runs/runs.ts'
import { approvalIdSchema, type PlanId, planIdSchema, type RunId, runIdSchema } from '#shared/ids.ts'
import { decisionTag, type Goal } from '#shared/model/decisions/decision.ts'
import type { PlanDocument } from '#shared/model/plan.ts'
import type { RunView } from '#shared/model/runs/run.ts'
import type { TaskView } from '#shared/model/task.ts'
import { RefusalError, refusal } from '#shared/refusal.ts'
import { carriedOf } from '../app/plans/carried.ts'
import { withEdits } from '../app/plans/edited-tasks.ts'
import { rankAgents, withPins } from '../app/plans/pins.ts'
import {
  answerApproval,
  answerMany,
  approvalView,
  consequencesOf,
  findApproval,
  findShown,
  listShown,
} from '../app/runs/approvals.ts'
import { getArtifact, listArtifacts } from '../app/runs/artifacts.ts'
import { listInputs } from '../app/runs/attempt-inputs.ts'
import { isSimulation, requireNoGoal, requireRealAgents } from '../app/runs/simulation.ts'
import { attemptViews, runView, taskView } from '../app/runs/views.ts'
import { withId } from '../app/use-case.ts'
import { explainTask } from '../engine/views/explain.ts'
import type { StoredRun } from '../store/tables/runs.ts'
import { requireDistinct } from './agents.ts'
import { build, planOfInput } from './compat/seed.ts'
import { createRunLogHandlers } from './run-log.ts'
import { createRunTimesHandlers } from './run-times.ts'
import type { RequestContext, Services } from './wire/context.ts'
import { follow } from './wire/follow.ts'
import { jsonOnly } from './wire/json-only.ts'
import { found, procedures, unwrap } from './wire/procedure.ts'

const linesAtOnce = 500

export const createRunHandlers = (services: Services) => ({
  ...createRunLogHandlers(services),
  ...createRunTimesHandlers(services),
  start: procedures.runs.start.handler(async ({ input, context }) => {
    const { roster } = input
    if (roster !== undefined) requireDistinct(roster.map(({ id }) => id))
    const named = withPins(withEdits(planOf(services, input), input.edits), input.pins)
    const plan = {
      ...placed(services, named, input.projectId),
      crew: input.crew ?? roster?.map(({ id }) => id) ?? named.crew,
    }
    const goal = goalOf(services, input)
    const isSimulated = input.simulate || isSimulation(services, input)
    if (isSimulated) requireNoGoal(goal)
    else requireRealAgents(services, { crew: plan.crew, roster })
    const answer = await build(services, {
      plan,
      planId: planIdOf(services, input),
      roster,
      ...(goal !== null && { goal }),
      carried: carriedOf(services, input),
      isSimulated,
      commandId: context.idempotencyKey,
    })
    return {
      runId: present(answer.runId, 'run of a build'),
      build: present(answer.build, 'answer of a build'),
    }
  }),
  list: procedures.runs.list.handler(({ input }) =>
    services.store.runs.listNewest(input.limit, input.projectId).map((run) => runView(services, run)),
  ),
  find: procedures.runs.find.handler(({ input: { filter, ...page } }) =>
    services.store.runSearch.find(filter, page).map((id) => runView(services, findRun(services, id))),
  ),
  count: procedures.runs.count.handler(({ input }) => services.store.runSearch.count(input.filter)),
  get: procedures.runs.get.handler(({ input }) => readChange(services, input.runId, 0)),
  watch: procedures.runs.watch.handler(({ input, signal }) => watchRun(services, input, signal)),
  getTask: procedures.runs.getTask.handler(({ input }) => getTask(services, input.runId, input.taskKey)),
  listInputs: procedures.runs.listInputs.handler(({ input }) => listInputs(services, input)),
  listArtifacts: procedures.runs.listArtifacts.handler(({ input }) => {
    findRun(services, input.runId)
    return listArtifacts(services, input)
  }),
  getArtifact: procedures.runs.getArtifact.handler(({ input }) => getArtifact(services, input)),
  watchLog: procedures.runs.watchLog.handler(({ input, signal }) => watchLog(services, input, signal)),
  cancel: procedures.runs.cancel.handler(({ input, context }) =>
    change(services, 'run.cancel', { ...input, id: context.idempotencyKey }),
  ),
  answerApproval: procedures.runs.answerApproval.handler(async ({ input, context }) => {
    await answerApproval(services, input, context.idempotencyKey)
    return findApproval(services, input.approvalId)
  }),
  answerApprovals: procedures.runs.answerApprovals.handler(({ input, context }) =>
    answerMany(services, input.answers, context.idempotencyKey),
  ),
  delegateApproval: procedures.runs.delegateApproval.handler(async ({ input, context }) => {
    const { by, to } = input
    const approvalId = approvalIdSchema.parse(findApproval(services, input.approvalId).id)
    const command = { type: 'approval.delegate', approvalId, by, to } as const
    unwrap(await services.engine.dispatch(command, withId(context.idempotencyKey)))
    return findApproval(services, input.approvalId)
  }),
  getApproval: procedures.runs.getApproval.handler(({ input }) => {
    const approval = findApproval(services, input.approvalId)
    return { approval: approvalView(services, approval), consequences: consequencesOf(services, approval) }
  }),
  listApprovals: procedures.runs.listApprovals.handler(() => listShown(services)),
  editTask: procedures.runs.editTask.handler(({ input: { runId, taskKey, ...changes }, context }) =>
    changeTask(services, { runId, taskKey }, (about) => ({ type: 'task.edit', ...about, changes }), context),
  ),
  rankAgents: procedures.runs.rankAgents.handler(({ input }) => rankAgents(services, input)),
  cancelTask: procedures.runs.cancelTask.handler(({ input: { branch, ...about }, context }) =>
    changeTask(services, about, (task) => ({ type: 'task.cancel', ...task, branch }), context),
  ),
  unblockTask: procedures.runs.unblockTask.handler(({ input, context }) =>
    changeTask(services, input, (task) => ({ type: 'task.unblock', ...task }), context),
  ),
  hurryTask: procedures.runs.hurryTask.handler(({ input, context }) =>
    changeTask(services, input, (task) => ({ type: 'task.hurry', ...task }), context),
  ),
  addTasks: procedures.runs.addTasks.handler(async ({ input: { runId, tasks, links }, context }) => {
    const run = findRun(services, runId)
    const command = { type: 'tasks.add', runId: runIdSchema.parse(run.id), tasks, links } as const
    unwrap(await services.engine.dispatch(command, withId(context.idempotencyKey)))
    return readChange(services, runId, 0)
  }),
  pause: procedures.runs.pause.handler(({ input, context }) =>
    change(services, 'run.pause', { ...input, id: context.idempotencyKey }),
  ),
  resume: procedures.runs.resume.handler(({ input, context }) =>
    change(services, 'run.resume', { ...input, id: context.idempotencyKey }),
  ),
})

/** A command about a task, answered with the task as it is then. */
async function changeTask(
  services: Services,
  { runId, taskKey }: { readonly runId: string; readonly taskKey: string },
  commandOf: (about: { readonly runId: RunId; readonly taskKey: string }) => Command,
  { idempotencyKey }: RequestContext,
): Promise<TaskView> {
  const run = findRun(services, runId)
  found(services.store.tasks.find(runId, taskKey), `Task ${taskKey}`)
  const command = commandOf({ runId: runIdSchema.parse(run.id), taskKey })
  unwrap(await services.engine.dispatch(command, withId(idempotencyKey)))
  return taskView(services, found(services.store.tasks.find(runId, taskKey), `Task ${taskKey}`))
}

/** A command about a run, answered with the run as it is then. */
async function change(
  services: Services,
  type: 'run.pause' | 'run.resume' | 'run.cancel',
  { runId, id }: { readonly runId: string; readonly id: string | null },
): Promise<RunView> {
  const run = findRun(services, runId)
  unwrap(await services.engine.dispatch({ type, runId: runIdSchema.parse(run.id) }, withId(id)))
  return runView(services, findRun(services, runId))
}

/** A plan that names no project belongs to the one it is started in. */
function placed({ store }: Services, plan: PlanDocument, projectId: string | undefined): PlanDocument {
  if (plan.projectId !== null || projectId === undefined) return plan
  const folder = plan.projectFolder ?? store.projects.find(projectId)?.folder ?? null
  return { ...plan, projectId, projectFolder: folder }
}

interface StartInput {
  readonly planId?: string | undefined
  readonly sampleId?: string | undefined
  readonly templateId?: string | undefined
  readonly request?: BuildRequest | undefined
  readonly againRunId?: string | undefined
  readonly edits?: readonly { readonly taskKey: string }[] | undefined
}

function planOf(services: Services, input: StartInput): PlanDocument {
  const { store, samples, templates } = services
  const { planId, sampleId, templateId, request, againRunId } = input
  if (request !== undefined) return planOfInput(request)
  if (planId !== undefined) return found(store.plans.find(planId), `Plan ${planId}`).document
  if (againRunId !== undefined) return planOfRun(services, againRunId)
  if (sampleId !== undefined)
    return found(
      samples().find(({ id }) => id === sampleId),
      `Sample ${sampleId}`,
    ).document
  if (templateId !== undefined)
    return found(
      templates().find(({ id }) => id === templateId),
      `Template ${templateId}`,
    ).document
  throw new RefusalError(
    refusal(
      'E_REQUIRED',
      'Nothing to run was named.',
      'Give planId, sampleId, templateId, againRunId or request.',
      {
        field: 'planId',
      },
    ),
  )
}

/** The version that is run, for good: a run that is repeated is of the version that it was of. */
function planIdOf(services: Services, { planId, againRunId, edits = [] }: StartInput): PlanId | undefined {
  // With other words it is of no version.
  if (edits.length > 0) return undefined
  const id = againRunId === undefined ? planId : findRun(services, againRunId).planId
  return planIdSchema.safeParse(id).data
}

/** A goal that is pursued again. */
const goalOf = (services: Services, { againRunId }: StartInput): Goal | null =>
  againRunId === undefined ? null : findRun(services, againRunId).goal

/** The plan of a run as the run has it, whatever became of the plan since. */
function planOfRun(services: Services, runId: string): PlanDocument {
  const row = findRun(services, runId)
  const { planKey: key, title, projectId, projectFolder, parallelLimit, crew, reviewLimit, timeZone } = row
  const { workspace } = row
  const [created] = services.store.events.listAfter(row.createdSeq - 1, 1)
  const budget = created?.body.type === 'run.created' ? created.body.budget : null
  const all = services.store.tasks.listOfRun(runId).map(({ definition }) => definition)
  // What a decider made of a goal it makes anew.
  const tasks = row.goal === null ? all : all.filter(({ tags }) => !tags.includes(decisionTag))
  const facts = {
    ...{ key, title, projectId, projectFolder, parallelLimit },
    ...(budget !== null && { budget }),
    ...(reviewLimit !== null && { reviewLimit }),
    ...(workspace !== 'folder' && { workspace }),
    ...(timeZone !== null && { timeZone }),
  }
  return { ...facts, crew: crew === null ? null : [...crew], source: 'switchyard', tasks }
}

const findRun = ({ store }: Services, runId: string): StoredRun =>
  found(store.runs.find(runId), `Run ${runId}`)

function readChange(services: Services, runId: string, after: number): RunChange {
  const run = runView(services, findRun(services, runId))
  const open = services.engine.state.runs.get(runIdSchema.parse(runId))
  // A run that goes on is in memory; a window must not read all of its rows at every commit.
  const rows =
    open === undefined
      ? services.store.tasks.listChanged(runId, after)
      : [...open.tasks.values()].filter(({ changedSeq }) => changedSeq > after)
  return { seq: run.changedSeq, run, tasks: rows.map((row) => taskView(services, row)) }
}

/**
 * Why a ready task waits changes with what others do, without a change of its own row: such tasks are sent again when
 * what would be said of them differs from what this stream said last (E7).
 */
function watchRun(
  services: Services,
  input: { runId: string; after: number },
  signal: AbortSignal | undefined,
) {
  const { runId } = input
  findRun(services, runId)
  const said = new Map<string, string | undefined>()
  let slots = ''
  const read = (after: number) => {
    const change = readChange(services, runId, after)
    const sent = new Set(change.tasks.map(({ key }) => key))
    const now = slotsOf(services, runId)
    const restless =
      now === slots && change.tasks.length === 0 ? [] : readRestless(services, runId, { sent, said })
    slots = now
    const tasks = [...change.tasks, ...restless]
    for (const { key, reason } of tasks) said.set(key, reason?.message)
    const items = change.seq > after || restless.length > 0 ? [jsonOnly({ ...change, tasks })] : []
    return { items, seq: Math.max(after, change.seq), isFull: false }
  }
  return follow({ news: services.news, after: input.after, signal, read })
}

/** What decides why a ready task waits, beside its own row: while it is the same, nothing has to be said anew. */
function slotsOf({ engine: { state }, limits }: Services, runId: string): string {
  const run = state.runs.get(runIdSchema.parse(runId))
  if (run === undefined) return ''
  const isFull = [run.isPaused, run.reviews, run.live >= run.parallelLimit, state.live >= limits.global]
  const agents = [...state.agents.values()].map(
    ({ agent, running }) => `${agent.availability}${running >= agent.capacity}`,
  )
  return [...isFull, ...agents].join()
}

interface Said {
  readonly sent: ReadonlySet<string>
  readonly said: ReadonlyMap<string, string | undefined>
}

/** Ready tasks that wait for another reason than was said last. */
function readRestless(services: Services, runId: string, { sent, said }: Said): TaskView[] {
  const { engine, limits } = services
  const run = engine.state.runs.get(runIdSchema.parse(runId))
  if (run === undefined) return []
  return [...run.todo]
    .filter((task) => {
      const { key } = task.definition
      return !sent.has(key) && said.get(key) !== explainTask(engine.state, limits, { run, task })?.message
    })
    .map((task) => taskView(services, task))
}

interface LogInput {
  readonly runId: string
  readonly taskKey?: string | undefined
  readonly after: number
}

function watchLog(
  services: Services,
  { runId, taskKey = undefined, after }: LogInput,
  signal: AbortSignal | undefined,
) {
  findRun(services, runId)
  const read = (from: number) => {
    const query = { runId, taskKey: taskKey ?? null, after: from, limit: linesAtOnce }
    const items = services.store.logLines.listAfter(query)
    return { items, seq: items.at(-1)?.seq ?? from, isFull: items.length >= linesAtOnce }
  }
  return follow({ news: services.news, after, signal, read })
}

function getTask(services: Services, runId: string, taskKey: string): TaskDetail {
  const { store } = services
  findRun(services, runId)
  const row = found(store.tasks.find(runId, taskKey), `Task ${taskKey}`)
  return {
    task: taskView(services, row),
    attempts: attemptViews(store.attempts.listOfTask(runId, taskKey), row),
    scorecard: row.assignedSeq === null ? null : store.events.findScorecard(row.assignedSeq, taskKey),
    approval: findShown(services, row.approvalId),
  }
}
