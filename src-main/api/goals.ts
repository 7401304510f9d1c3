import { present } from '#shared/assert.ts'
import type { DecisionPage, ReplayedDecision } from '#shared/contract/goals.ts'
import { runIdSchema } from '#shared/ids.ts'
import { artifactsOf } from '#shared/model/artifact.ts'
import type { DecisionRecord, Goal, ShadowDecision } from '#shared/model/decisions/decision.ts'
import type { Money, Tariff } from '#shared/model/money.ts'
import type { PlanDocument } from '#shared/model/plan.ts'
import { listUnfinished, outcomeOfGoal } from '#shared/model/runs/goal-outcome.ts'
import type { RunView } from '#shared/model/runs/run.ts'
import { RefusalError, refusal } from '#shared/refusal.ts'
import { cutAtWord } from '#shared/text/cut.ts'
import { previewGoal } from '../app/goals/goal-preview.ts'
import { requireFolder } from '../app/plans/folders.ts'
import { buildRun, leaveOut } from '../app/runs/build-run.ts'
import { readOutcome } from '../app/runs/run-times.ts'
import { runView } from '../app/runs/views.ts'
import { findResult } from '../engine/execution/attempt-context.ts'
import { findNeverPaid, findUnpaid } from '../engine/views/balances.ts'
import { gateOfUnplaced } from '../planning/requests/unplaced.ts'
import type { StoredRun } from '../store/tables/runs.ts'
import type { Services } from './wire/context.ts'
import { follow } from './wire/follow.ts'
import { found, procedures, unwrap } from './wire/procedure.ts'

const decisionsAtOnce = 100

export const createGoalHandlers = (services: Services) => ({
  start: procedures.goals.start.handler(async ({ input, context }) => {
    const { goal: text, decider, shadow, limits, budget, projectId = null, projectFolder = null } = input
    const folder = unwrap(requireFolder(projectFolder, 'projectFolder'))
    const hasModel = services.models.list().some(({ usedFor }) => usedFor.includes('deciding'))
    if (decider === 'model' && !hasModel) throw noModel()
    if (decider === 'model') requirePayable(services, { budget, projectId }, await services.readTariff(null))
    const { notUnderstood } = previewGoal(services, text, decider)
    const goal = {
      text,
      decider,
      ...(shadow !== undefined && { shadow }),
      ...(limits !== undefined && { limits }),
      ...(notUnderstood.length > 0 && { notUnderstood }),
    }
    return startGoal(services, {
      goal,
      plan: { ...planOf(goal, projectId, folder), ...(budget !== undefined && { budget }) },
      id: context.idempotencyKey,
    })
  }),
  preview: procedures.goals.preview.handler(({ input: { goal } }) => previewGoal(services, goal)),
  getOutcome: procedures.goals.getOutcome.handler(({ input: { runId } }) => {
    const { store } = services
    const run = found(store.runs.find(runId), `Run ${runId}`)
    if (run.goal === null) {
      const hint = 'Its tasks say what came of it.'
      throw new RefusalError(refusal('E_STATE', `Run ${runId} has no goal.`, hint))
    }
    const ended = readOutcome(services, run)
    return outcomeOfGoal(ended.gapCount === null ? readOldOutcome(store, run) : ended)
  }),
  listDecisions: procedures.goals.listDecisions.handler(({ input: { runId } }) => {
    found(services.store.runs.find(runId), `Run ${runId}`)
    return services.store.decisions.listOfRun(runId)
  }),
  listShadows: procedures.goals.listShadows.handler(({ input: { runId } }) => {
    const { store } = services
    found(store.runs.find(runId), `Run ${runId}`)
    const shadows = new Map(store.decisions.listShadows(runId).map((each) => [each.number, each]))
    return store.decisions.listOfRun(runId).flatMap((record) => {
      const shadow = shadows.get(record.number)
      return shadow === undefined ? [] : compared(record, shadow)
    })
  }),
  watchDecisions: procedures.goals.watchDecisions.handler(({ input, signal }) =>
    watchDecisions(services, input, signal),
  ),
  getDecision: procedures.goals.getDecision.handler(({ input: { runId, number } }) =>
    found(services.store.decisions.find(runId, number), `Decision ${number} of run ${runId}`),
  ),
  replayDecisions: procedures.goals.replayDecisions.handler(async ({ input, signal }) => {
    const run = found(services.store.runs.find(input.runId), `Run ${input.runId}`)
    if (services.models.list().length === 0) throw noModel()
    const replayed: ReplayedDecision[] = []
    // One after another: a server of one's own answers no faster for being asked twice.
    for (const record of services.store.decisions.listOfRun(input.runId)) {
      signal?.throwIfAborted()
      replayed.push(await askAgain(services, record, { run, model: input.model ?? null, signal }))
    }
    return replayed
  }),
})

/** Runs that ended before gaps were recorded: their files say what they lack. */
function readOldOutcome(store: Services['store'], { id: runId, outcome }: StoredRun) {
  const results = store.tasks.listOfRun(runId).flatMap((task) => findResult(store, task) ?? [])
  const gaps = listUnfinished(results.flatMap(artifactsOf)).map(({ name, missing }) => ({
    ...{ kind: 'incomplete_file' as const, name, message: missing },
  }))
  const isIncomplete = outcome === 'succeeded' && gaps.length > 0
  return { outcome: isIncomplete ? ('succeeded_with_gaps' as const) : outcome, gaps }
}

function watchDecisions(
  { store, news }: Services,
  { runId, after }: { readonly runId: string; readonly after: number },
  signal: AbortSignal | undefined,
): AsyncGenerator<DecisionPage> {
  found(store.runs.find(runId), `Run ${runId}`)
  // Who listens must be able to tell an empty ledger from one that has not come yet.
  let isFirst = true
  const read = (from: number) => {
    const decisions = store.decisions.listAfter(runId, from, decisionsAtOnce)
    const through = decisions.at(-1)?.number ?? from
    const items = isFirst || decisions.length > 0 ? [{ decisions, through }] : []
    isFirst = false
    return { items, seq: through, isFull: decisions.length === decisionsAtOnce }
  }
  return follow({ news, after, signal, read })
}

export const noModel = () =>
  new RefusalError(refusal('E_STATE', 'No model is set for deciding.', 'Name one with SWITCHYARD_MODEL.'))

/** A goal whose model could never be asked is not begun. */
function requirePayable(
  { engine }: Services,
  payer: { readonly budget: Money | undefined; readonly projectId: string | null },
  tariff: Tariff,
): void {
  const message = findNeverPaid(engine.state, payer, tariff)
  if (message !== null) throw new RefusalError(refusal('E_STATE', message, 'Or let the rules decide.'))
}

interface Again {
  readonly run: StoredRun
  readonly model: string | null
  readonly signal: AbortSignal | undefined
}

/** Puts the question of a decision to a model, if its run may pay for that, and books what it cost. */
export async function askAgain(
  { engine, askDecider, readTariff }: Services,
  record: DecisionRecord,
  { run: { id, projectId }, model, signal }: Again,
): Promise<ReplayedDecision> {
  if (record.prompt === '') return compared(record, unasked)
  const runId = runIdSchema.parse(id)
  const unpaid = findUnpaid(engine.state, { id: runId, projectId }, await readTariff(model))
  if (unpaid !== null) return compared(record, { ...unasked, failure: `${unpaid} The model was not asked.` })
  const answer = await askDecider(record.prompt, model, signal)
  if (answer.model !== null && answer.spent !== null) {
    const about = { runId, taskKey: record.after, projectId, reason: 'asked_again' } as const
    await engine.dispatch({ type: 'budget.charge', ...about, model: answer.model, spent: answer.spent })
  }
  return compared(record, answer)
}

/** What was decided without asking, as when no money was left, has no question that could be put again. */
const unasked = { proposed: null, failure: 'Nobody was asked then.', model: null, spent: null }

function compared(
  { number, after, decision: was }: DecisionRecord,
  { proposed: now, failure, model, spent }: Pick<ShadowDecision, 'proposed' | 'failure' | 'model' | 'spent'>,
): ReplayedDecision {
  const isSame = now?.action === was.action && now.next_agent_type === was.next_agent_type
  return { number, after, was, now, failure, model, isSame, spent }
}

interface Start {
  readonly goal: Goal
  readonly plan: PlanDocument
  readonly id: string | null
}

async function startGoal(services: Services, { goal, plan, id }: Start): Promise<RunView> {
  const answer = unwrap(await buildRun(services, { plan, goal, commandId: id }))
  const runId = present(answer.runId, 'run of a build')
  await leaveOut(services, runId, goal.notUnderstood ?? [])
  return runView(services, found(services.store.runs.find(runId), `Run ${runId}`))
}

const titleLength = 80

/** Its first task is the workshopper's; nothing here knows what comes after. */
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
      title: 'Plan project scope',
      description: `Analyze the goal and write scope.md.\n\nContext: ${text}`,
      requiredSkills: ['workshopper'],
      dependsOn: [],
      parent: null,
      priority: 'medium',
      dueAt: null,
      tags: [],
      requiresApproval: notUnderstood.length > 0,
      ...(notUnderstood.length > 0 && { gate: gateOfUnplaced(notUnderstood) }),
    },
  ],
})
