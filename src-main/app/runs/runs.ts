import { present } from '#shared/assert.ts'
import type { Command } from '#shared/commands.ts'
import type { approvalsContract } from '#shared/contract/approvals.ts'
import type { BuildResponse } from '#shared/contract/compat/seed.ts'
import type { Contract } from '#shared/contract/index.ts'
import type { runLogContract } from '#shared/contract/runs/run-log.ts'
import type { runSummaryContract } from '#shared/contract/runs/run-summary.ts'
import type { runTimesContract } from '#shared/contract/runs/run-times.ts'
import type { SentInput, TaskDetail } from '#shared/contract/runs/runs.ts'
import type { RunId } from '#shared/ids.ts'
import type { Scorecard } from '#shared/model/agents/agent.ts'
import { attemptInputSchema } from '#shared/model/runs/attempt.ts'
import type { RunView } from '#shared/model/runs/run.ts'
import type { TaskView } from '#shared/model/task.ts'
import type { Refusal } from '#shared/refusal.ts'
import { ok, type Result } from '#shared/result.ts'
import { rank, textOfTask } from '../../assignment/scorecard.ts'
import { takesPart } from '../../assignment/simulation.ts'
import { rankTask } from '../../engine/rules/assign.ts'
import type { Store } from '../../store/store.ts'
import type { StoredRun } from '../../store/tables/runs.ts'
import type { AppOptions } from '../options.ts'
import { type Call, type InputOf, records, requireFound, type UseCases, withId } from '../use-case.ts'
import { getArtifact, listArtifacts } from './artifacts.ts'
import { buildRun, planOfInput } from './build-run.ts'
import { type createRunStreams, readChange } from './run-changes.ts'
import { startRun } from './start-run.ts'
import { attemptViews, findShown, runView, taskView } from './views.ts'

export interface TaskPlace {
  readonly runId: string
  readonly taskKey: string
}

type RunNames = Exclude<keyof Contract['runs'], keyof ReturnType<typeof createRunStreams> | OtherNames>

type OtherNames =
  | keyof typeof approvalsContract
  | keyof typeof runLogContract
  | keyof typeof runSummaryContract
  | keyof typeof runTimesContract

/** Runs: start, search, views and commands. */
export function createRuns(options: AppOptions): UseCases<'runs', RunNames> {
  const { store } = options
  const require = (runId: string) => requireFound(store.runs.find(runId), records.run(runId))
  return {
    start: (input, { commandId }) => startRun(options, input, commandId),
    list: ({ limit, projectId }) =>
      ok(store.runs.listNewest(limit, projectId).map((run) => runView(options, run))),
    find: ({ filter, ...page }) =>
      ok(
        store.runSearch.find(filter, page).flatMap((id) => {
          const run = store.runs.find(id)
          return run === null ? [] : [runView(options, run)]
        }),
      ),
    count: ({ filter }) => ok(store.runSearch.count(filter)),
    get({ runId }) {
      const run = require(runId)
      return run.ok ? ok(readChange(options, run.value, 0)) : run
    },
    getTask: (place) => getTask(options, place),
    listInputs: (place) => listInputs(options, place),
    listArtifacts(asked) {
      const run = require(asked.runId)
      return run.ok ? listArtifacts(options, asked) : run
    },
    getArtifact: (named) => getArtifact(options, named),
    rankAgents: (place) => rankAgents(options, place),
    cancel: (named, call) => changeRun(options, 'run.cancel', named, call),
    pause: (named, call) => changeRun(options, 'run.pause', named, call),
    resume: (named, call) => changeRun(options, 'run.resume', named, call),
    async addTasks({ runId, ...added }, { commandId }) {
      const run = require(runId)
      if (!run.ok) return run
      const command = { type: 'tasks.add', runId: run.value.id, ...added } as const
      const outcome = await options.engine.dispatch(command, withId(commandId))
      if (!outcome.ok) return outcome
      const now = require(runId)
      return now.ok ? ok(readChange(options, now.value, 0)) : now
    },
    editTask: ({ runId, taskKey, ...changes }, call) =>
      changeTask(options, { runId, taskKey }, (task) => ({ type: 'task.edit', ...task, changes }), call),
    cancelTask: ({ branch, ...place }, call) =>
      changeTask(options, place, (task) => ({ type: 'task.cancel', ...task, branch }), call),
    unblockTask: (place, call) =>
      changeTask(options, place, (task) => ({ type: 'task.unblock', ...task }), call),
    hurryTask: (place, call) => changeTask(options, place, (task) => ({ type: 'task.hurry', ...task }), call),
  }
}

/** Starts a run of an unpublished plan. */
export async function buildUnpublished(
  options: AppOptions,
  { simulate = false, ...request }: InputOf<'seed', 'build'>,
  { commandId }: Call,
): Promise<Result<BuildResponse, Refusal>> {
  const plan = planOfInput(request)
  if (!plan.ok) return plan
  const built = await buildRun(options, { plan: plan.value, isSimulated: simulate, commandId })
  return built.ok ? ok(present(built.value.build, 'answer for the new run')) : built
}

/** Executes a command for a run and returns the updated run. */
async function changeRun(
  options: AppOptions,
  type: 'run.pause' | 'run.resume' | 'run.cancel',
  { runId }: { readonly runId: string },
  { commandId }: Call,
): Promise<Result<RunView, Refusal>> {
  const { store, engine } = options
  const run = requireFound(store.runs.find(runId), records.run(runId))
  if (!run.ok) return run
  const outcome = await engine.dispatch({ type, runId: run.value.id }, withId(commandId))
  if (!outcome.ok) return outcome
  const now = requireFound(store.runs.find(runId), records.run(runId))
  return now.ok ? ok(runView(options, now.value)) : now
}

/** Executes a command for a task and returns the updated task. */
async function changeTask(
  options: AppOptions,
  place: TaskPlace,
  commandOf: (about: { readonly runId: RunId; readonly taskKey: string }) => Command,
  { commandId }: Call,
): Promise<Result<TaskView, Refusal>> {
  const found = requireTask(options, place)
  if (!found.ok) return found
  const { run, task } = found.value
  const about = { runId: run.id, taskKey: task.definition.key }
  const outcome = await options.engine.dispatch(commandOf(about), withId(commandId))
  if (!outcome.ok) return outcome
  const now = requireTask(options, place)
  return now.ok ? ok(taskView(options, now.value.task)) : now
}

/** A task and its run; a refusal if either does not exist. */
export function requireTask(
  { store }: { readonly store: Pick<Store, 'runs' | 'tasks'> },
  { runId, taskKey }: TaskPlace,
) {
  const run = requireFound(store.runs.find(runId), records.run(runId))
  if (!run.ok) return run
  const task = requireFound(store.tasks.find(runId, taskKey), records.task(taskKey))
  return task.ok ? ok({ run: run.value, task: task.value }) : task
}

function getTask(options: AppOptions, place: TaskPlace): Result<TaskDetail, Refusal> {
  const found = requireTask(options, place)
  if (!found.ok) return found
  const { store } = options
  const { runId, taskKey } = place
  const { task } = found.value
  return ok({
    task: taskView(options, task),
    attempts: attemptViews(store.attempts.listOfTask(runId, taskKey), task),
    scorecard: task.assignedSeq === null ? null : store.events.findScorecard(task.assignedSeq, taskKey),
    approval: findShown(options, task.approvalId),
  })
}

/** Inputs of an attempt, in order; empty if the agent receives the task itself. */
async function listInputs(
  { store, blobs }: AppOptions,
  { runId, taskKey, attempt }: TaskPlace & { readonly attempt: number },
): Promise<Result<SentInput[], Refusal>> {
  const task = requireFound(store.tasks.find(runId, taskKey), records.task(taskKey))
  if (!task.ok) return task
  const rows = store.attemptInputs.listOfAttempt(runId, taskKey, attempt)
  const inputs = rows.map(async ({ at, sha256, bytes }) => {
    const text = (await blobs.read(sha256))?.toString('utf8') ?? null
    const input = text === null ? null : attemptInputSchema.parse(JSON.parse(text))
    return { at, bytes, sha256, parts: input?.parts ?? null }
  })
  return ok(await Promise.all(inputs))
}

/** For an ended run, ranks the agents as a new run of the plan would. */
function rankAgents(options: AppOptions, place: TaskPlace): Result<Scorecard, Refusal> {
  const found = requireTask(options, place)
  if (!found.ok) return found
  const { engine, clock } = options
  const {
    run: row,
    task: { definition },
  } = found.value
  const run = engine.state.runs.get(row.id)
  const task = run?.tasks.get(place.taskKey)
  const at = clock.now()
  if (run !== undefined && task !== undefined) return ok(rankTask(engine.state, { run, task, at }))
  return ok(rank(listCrew(options, row), definition.requiredSkills, at, textOfTask(definition)))
}

const listCrew = ({ engine }: AppOptions, { crew, isSimulated }: StoredRun) =>
  [...engine.state.agents.values()].filter(
    ({ agent }) => takesPart(agent, isSimulated) && (crew === null || crew.includes(agent.id)),
  )
