import { present } from '#shared/assert.ts'
import type { DecisionPage, ReplayedDecision } from '#shared/contract/goals.ts'
import { artifactsOf } from '#shared/model/artifact.ts'
import type { Goal } from '#shared/model/decisions/decision.ts'
import type { Money, Tariff } from '#shared/model/money.ts'
import type { PlanDocument } from '#shared/model/plan.ts'
import { listUnfinished, outcomeOfGoal } from '#shared/model/runs/goal-outcome.ts'
import type { RunView } from '#shared/model/runs/run.ts'
import { type Refusal, refusal, refuse } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { cutAtWord } from '#shared/text/cut.ts'
import { words } from '#shared/words/words.ts'
import { findResult } from '../../engine/execution/attempt-context.ts'
import { findNeverPaid } from '../../engine/views/balances.ts'
import { createUncoveredPartsGate } from '../../planning/requests/uncovered-parts.ts'
import type { StoredRun } from '../../store/tables/runs.ts'
import { follow, type Page } from '../follow.ts'
import type { AppOptions } from '../options.ts'
import { requireFolder } from '../plans/folders.ts'
import { buildRun, leaveOut } from '../runs/build-run.ts'
import { readOutcome } from '../runs/run-times.ts'
import { runView } from '../runs/views.ts'
import { type InputOf, records, requireFound, type UseCases } from '../use-case.ts'
import { askAgain, compared, noModel } from './ask-again.ts'
import { createDecisions } from './decisions.ts'
import { previewGoal } from './goal-preview.ts'

type GoalInput = InputOf<'goals', 'start'>

/** Goals: runs whose tasks are created by a decider, one after another. */
export function createGoals(options: AppOptions): UseCases<'goals'> {
  const { store } = options
  const require = (runId: string) => requireFound(store.runs.find(runId), records.run(runId))
  return {
    ...createDecisions(options),
    start: (input, { commandId }) => startGoal(options, input, commandId),
    preview: ({ goal }) => ok(previewGoal(options, goal)),
    getOutcome({ runId }) {
      const run = require(runId)
      if (!run.ok) return run
      if (run.value.goal === null) return refuse('E_STATE', 'run_without_goal', { run: runId })
      const ended = readOutcome(options, run.value)
      return ok(outcomeOfGoal(ended.gapCount === null ? readOldOutcome(store, run.value) : ended))
    },
    listDecisions({ runId }) {
      const run = require(runId)
      return run.ok ? ok(store.decisions.listOfRun(runId)) : run
    },
    listShadows({ runId }) {
      const run = require(runId)
      if (!run.ok) return run
      const shadows = new Map(store.decisions.listShadows(runId).map((each) => [each.number, each]))
      const pairs = store.decisions.listOfRun(runId).flatMap((record) => {
        const shadow = shadows.get(record.number)
        return shadow === undefined ? [] : compared(record, shadow)
      })
      return ok(pairs)
    },
    watchDecisions({ runId, after }, { signal }) {
      const read = openDecisions(options, runId)
      return read.ok ? ok(follow({ news: options.news, after, signal, read: read.value })) : read
    },
    getDecision: ({ runId, number }) =>
      requireFound(store.decisions.find(runId, number), records.decision(number, runId)),
    async replayDecisions({ runId, model = null }, { signal }) {
      const run = require(runId)
      if (!run.ok) return run
      if (options.models.list().length === 0) return err(noModel)
      const replayed: ReplayedDecision[] = []
      // Sequential, because a local server does not answer faster with two requests.
      for (const record of store.decisions.listOfRun(runId)) {
        signal?.throwIfAborted()
        replayed.push(await askAgain(options, record, { run: run.value, model, signal }))
      }
      return ok(replayed)
    },
  }
}

async function startGoal(
  options: AppOptions,
  input: GoalInput,
  commandId: string | null,
): Promise<Result<RunView, Refusal>> {
  const { goal: text, decider, shadow, limits, budget, projectId = null, projectFolder = null } = input
  const folder = requireFolder(projectFolder, 'projectFolder')
  if (!folder.ok) return folder
  const hasModel = options.models.list().some(({ usedFor }) => usedFor.includes('deciding'))
  if (decider === 'model' && !hasModel) return err(noModel)
  if (decider === 'model') {
    const fault = findUnpayable(options, { budget, projectId }, await options.readTariff(null))
    if (fault !== null) return err(fault)
  }
  const { notUnderstood } = previewGoal(options, text, decider)
  const goal = {
    text,
    decider,
    ...(shadow !== undefined && { shadow }),
    ...(limits !== undefined && { limits }),
    ...(notUnderstood.length > 0 && { notUnderstood }),
  }
  const plan = { ...planOf(goal, projectId, folder.value), ...(budget !== undefined && { budget }) }
  const outcome = await buildRun(options, { plan, goal, commandId })
  if (!outcome.ok) return outcome
  const runId = present(outcome.value.runId, 'id of the new run')
  await leaveOut(options, runId, notUnderstood)
  const run = requireFound(options.store.runs.find(runId), records.run(runId))
  return run.ok ? ok(runView(options, run.value)) : run
}

/** Refuses a goal if its budget can never pay for the model. */
function findUnpayable(
  { engine }: AppOptions,
  payer: { readonly budget: Money | undefined; readonly projectId: string | null },
  tariff: Tariff,
): Refusal | null {
  const why = findNeverPaid(engine.state, payer, tariff)
  return why === null ? null : refusal('E_STATE', 'goal_never_covered', { why })
}

/** For runs that ended before gaps were recorded: the gaps are read from their files. */
function readOldOutcome(store: AppOptions['store'], { id: runId, outcome }: StoredRun) {
  const results = store.tasks.listOfRun(runId).flatMap((task) => findResult(store, task) ?? [])
  const gaps = listUnfinished(results.flatMap(artifactsOf)).map(({ name, missing }) => ({
    ...{ kind: 'incomplete_file' as const, name, message: missing },
  }))
  const isIncomplete = outcome === 'succeeded' && gaps.length > 0
  return { outcome: isIncomplete ? ('succeeded_with_gaps' as const) : outcome, gaps }
}

const decisionsAtOnce = 100

/** The first page is always sent, so that an empty ledger differs from one that has not loaded. */
function openDecisions(
  { store }: AppOptions,
  runId: string,
): Result<(after: number) => Page<DecisionPage>, Refusal> {
  const run = requireFound(store.runs.find(runId), records.run(runId))
  if (!run.ok) return run
  let isFirst = true
  return ok((after) => {
    const decisions = store.decisions.listAfter(runId, after, decisionsAtOnce)
    const through = decisions.at(-1)?.number ?? after
    const items = isFirst || decisions.length > 0 ? [{ decisions, through }] : []
    isFirst = false
    return { items, seq: through, isFull: decisions.length === decisionsAtOnce }
  })
}

const titleLength = 80

/** Plan of a goal: only the first task, for the workshopper. The decider creates all later tasks. */
const planOf = (
  { text, notUnderstood = [] }: Goal,
  projectId: string | null,
  projectFolder: string | null,
): PlanDocument => ({
  key: 'goal',
  title: cutAtWord(text.trim().split(/\r?\n/, 1)[0] ?? text, titleLength),
  projectId,
  projectFolder,
  parallelLimit: 16,
  crew: null,
  source: 'switchyard',
  tasks: [
    {
      key: 'task-001',
      kind: 'task',
      title: words.goalNotes.firstTask,
      description: `${words.goalNotes.firstTaskDescription}\n\nContext: ${text}`,
      requiredSkills: ['workshopper'],
      dependsOn: [],
      parent: null,
      priority: 'medium',
      dueAt: null,
      tags: [],
      requiresApproval: notUnderstood.length > 0,
      ...(notUnderstood.length > 0 && { gate: createUncoveredPartsGate(notUnderstood) }),
    },
  ],
})
