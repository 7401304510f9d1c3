import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import type { BuildRequest } from '#shared/contract/compat/seed.ts'
import { type Agent, isSimulatedAgent } from '#shared/model/agents/agent.ts'
import { isRunOver, type RunView } from '#shared/model/runs/run.ts'
import { refusedWith } from '#shared/refusal.ts'
import { isConditional } from '#shared/task-joins.ts'
import { jsonCommand, type Scene, type Session, type SessionOptions } from '../command.ts'
import type { Client } from '../connect.ts'
import { readPlanFile, readRoster, readText } from '../files.ts'
import { listFiles, sayMade } from '../made-files.ts'
import { plain, simulationMark, withPlanCheck } from '../output.ts'
import { sayOutcome } from '../run-outcome.ts'
import { findInput } from '../shipped-files.ts'
import { watchRun } from '../watch-run.ts'

/** `run`, and what is done to a run while it is on its way. */
export function addRunCommand(program: CommandUnknownOpts, session: Session): void {
  jsonCommand(program, 'run', 'Run a plan and follow the run until it finishes or needs your answer')
    .argument('<file>', 'a plan file, a file to import, a plan id or the name of a sample', findInput)
    .option(
      '--agents <file>',
      'an agents file: the run uses only these agents, and the data folder stores them',
      findInput,
    )
    .option('--plan <key>', 'the plan to use if the file contains several')
    .option('--simulate', 'simulate the run: simulated agents play the tasks, and no real work is done')
    .action((file, options) =>
      session({ ...options, isWorking: true }, async (scene) => {
        const { simulate = false } = options
        const roster = options.agents === undefined ? undefined : readRoster(options.agents)
        if (!simulate && roster?.every(isSimulatedAgent)) throw onlySimulated(options.agents ?? '')
        const how = { simulate, ...(roster !== undefined && { roster }) }
        const started = await start(scene, { file, plan: options.plan ?? null }, how)
        scene.output.line(`${simulate ? 'Simulation' : 'Run'} ${started.runId}`)
        return watchRun(scene, started)
      }),
    )
  addHoldCommands(program, session)
  addResume(program, session)
}

function addResume(program: CommandUnknownOpts, session: Session): void {
  jsonCommand(
    program,
    'resume',
    'Resume a paused or interrupted run and follow it; finished tasks stay finished',
  )
    .alias('recover')
    .argument('[run]', 'a run id (default: the newest unfinished run)')
    .action(async (id, options) => {
      let runId: string | undefined
      // The engine works from its start, so a run that does not exist is refused before.
      await session(options, async ({ client, output }) => {
        const run = id === undefined ? await findOpenRun(client) : (await client.runs.get({ runId: id })).run
        runId = run?.id
        if (run?.status === 'paused') await client.runs.resume({ runId: run.id })
        if (run !== undefined) return
        output.document({ build: null, run: null })
        output.line('All runs are finished.')
      })
      if (runId !== undefined) await follow(session, { ...options, runId })
    })
}

const findOpenRun = async (client: Client): Promise<RunView | undefined> =>
  (await client.runs.list({ limit: 500 })).find(({ status }) => !isRunOver(status))

const follow = (session: Session, { runId, ...options }: SessionOptions & { readonly runId: string }) =>
  session({ ...options, isWorking: true }, async ({ client, output, stop }) => {
    const { run } = await client.runs.get({ runId })
    output.line(`Run ${runId} (${plain(run.title)})`)
    const code = await watchRun({ client, output, stop }, { runId, build: null })
    // Only a goal makes files to be taken away; to look for them in a run of 10,000 tasks takes long.
    if (run.goal !== null && !output.isJson) sayMade(output, runId, await listFiles(client, runId))
    if (run.goal !== null) sayOutcome(output, await client.goals.getOutcome({ runId }))
    return code
  })

interface Named {
  readonly file: string
  readonly plan: string | null
}

/** Said before a plan of the file is imported. */
const onlySimulated = (file: string) =>
  refusedWith('E_STATE', 'file_only_simulated_agents', { file: basename(file) })

interface How {
  readonly simulate: boolean
  readonly roster?: Agent[]
}

async function start(scene: Scene, what: Named, how: How) {
  // A plan is refused for its first fault only: who wrote it is told where to see them all.
  try {
    const subject = await findWhatToRun(scene, what)
    await printSkips(scene, subject)
    return await scene.client.runs.start({ ...subject, ...how })
  } catch (error) {
    throw withPlanCheck(what.file, error)
  }
}

type Subject = { readonly planId: string } | { readonly request: BuildRequest }

const skipCodes = ['skipped_with_branch', 'follows_branch']

/** Skips that the plan itself makes predictable, before any task starts. */
async function printSkips({ client, output }: Scene, subject: Subject): Promise<void> {
  const tasks =
    'request' in subject
      ? subject.request.tasks
      : (await client.plans.get({ planId: subject.planId })).document.tasks
  if (output.isJson || !tasks.some(isConditional)) return
  const { findings } = await client.plans.check(subject)
  for (const { code, message } of findings) {
    if (skipCodes.includes(code)) output.line(`  ! ${plain(message)}`)
  }
}

async function findWhatToRun(scene: Scene, { file, plan }: Named): Promise<Subject> {
  if (file.startsWith('plan_') && !existsSync(file)) return { planId: file }
  const text = readText(file)
  const request = readPlanFile(file, text)
  if (request !== null && plan !== null && plan !== request.plan_id) {
    throw refusedWith('E_NOT_FOUND', 'plan_not_in_file', { plan, known: request.plan_id })
  }
  return request === null ? importOne(scene, { text, fileName: basename(file), plan }) : { request }
}

interface Import {
  readonly text: string
  readonly fileName: string
  readonly plan: string | null
}

/** Looks first, and keeps the plan only when it is the one that will run. */
async function importOne({ client, output }: Scene, { text, fileName, plan }: Import) {
  const found = await client.plans.import({
    text,
    fileName,
    dryRun: true,
    ...(plan !== null && { only: plan }),
  })
  for (const warning of found.warnings) output.line(`  ! ${plain(`${warning.where}: ${warning.message}`)}`)
  const [chosen] = found.plans
  if (chosen === undefined) {
    throw refusedWith('E_NOT_FOUND', 'file_without_plan')
  }
  if (chosen.tasks === 0) {
    throw refusedWith('E_PLAN_SIZE', 'file_plan_without_tasks', { plan: chosen.key })
  }
  if (chosen.cycles > 0) {
    const path = found.warnings.find(({ code }) => code === 'cycle')?.message ?? ''
    throw refusedWith('E_DEP_CYCLE', 'file_dependency_cycle', { path })
  }
  if (found.plans.length > 1) {
    output.line(
      `The file has ${found.plans.length} plans. Running ${chosen.key}; choose another with --plan.`,
    )
  }
  const kept = await client.plans.import({ text, fileName, only: chosen.key })
  return { planId: kept.plans[0]?.planId ?? '' }
}

interface Hold {
  readonly name: string
  readonly description: string
  readonly hidden?: boolean
  readonly act: (client: Client, runId: string) => Promise<RunView>
  readonly say: (run: RunView) => string
}

/** Scripts may rely on `unpause`, which does not follow the run; `resume` replaces it for people. */
const holds: readonly Hold[] = [
  {
    name: 'pause',
    description: 'Pause a run. Running tasks finish; no new tasks start',
    act: (client, runId) => client.runs.pause({ runId }),
    say: ({ id, counts }) =>
      `Paused; ${counts.in_progress ?? 0} tasks still running. Resume: npx switchyard resume ${id}`,
  },
  {
    name: 'unpause',
    hidden: true,
    description: 'Resume a paused run without following it',
    act: (client, runId) => client.runs.resume({ runId }),
    say: ({ id }) => `Resumed. Follow the run: npx switchyard resume ${id}`,
  },
  {
    name: 'stop',
    description: 'Cancel a run and stop its agents',
    act: (client, runId) => client.runs.cancel({ runId }),
    say: ({ status }) => (status === 'stopping' ? 'Stopping. Some agents have not stopped yet.' : 'Stopped.'),
  },
]

/** What is done to a run while it is on its way. */
function addHoldCommands(program: CommandUnknownOpts, session: Session): void {
  for (const { name, description, hidden = false, act, say } of holds) {
    jsonCommand(program, name, description, { hidden })
      .argument('<run>', 'a run id')
      .action((runId, options) =>
        session(options, async ({ client, output }) => {
          const textOf = (run: RunView) => `${plain(run.title)}${simulationMark(run)}: ${say(run)}`
          output.show(await act(client, runId), textOf)
        }),
      )
  }
  jsonCommand(program, 'unblock', 'Clear the blocker that an agent reported, so that the task can start')
    .argument('<run>', 'a run id')
    .argument('<task>', 'the key of the blocked task')
    .action((runId, taskKey, options) =>
      session(options, async ({ client, output }) => {
        const next = `Follow the run: npx switchyard resume ${plain(runId)}`
        const task = await client.runs.unblockTask({ runId, taskKey })
        output.show(task, ({ key }) => `Unblocked ${plain(key)}. ${next}`)
      }),
    )
}
