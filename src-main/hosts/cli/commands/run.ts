import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import type { BuildRequest } from '#shared/contract/compat/seed.ts'
import { type Agent, isSimulatedAgent } from '#shared/model/agents/agent.ts'
import { isRunOver, type RunView } from '#shared/model/runs/run.ts'
import { refusedWith } from '#shared/refusal.ts'
import { isConditional } from '#shared/task-joins.ts'
import { words } from '#shared/words/words.ts'
import { jsonCommand, type Session, type SessionContext, type SessionOptions } from '../command.ts'
import type { Client } from '../connect.ts'
import { readPlanFile, readRoster, readText } from '../files.ts'
import { listFiles, printMade } from '../made-files.ts'
import { plain, simulationMark, withPlanCheck } from '../output.ts'
import { printOutcome } from '../run-outcome.ts'
import { findInput } from '../shipped-files.ts'
import { watchRun } from '../watch-run.ts'

const help = words.cliHelp.run
const text = words.cli.run

/** Adds `run` and the commands that act on a started run. */
export function addRunCommand(program: CommandUnknownOpts, session: Session): void {
  jsonCommand(program, 'run', help.run.about)
    .argument('<file>', help.run.file, findInput)
    .option('--agents <file>', help.run.agents, findInput)
    .option('--plan <key>', help.run.plan)
    .option('--simulate', help.run.simulate)
    .action((file, options) =>
      session({ ...options, isWorking: true }, async (context) => {
        const { simulate = false } = options
        const roster = options.agents === undefined ? undefined : readRoster(options.agents)
        if (!simulate && roster?.every(isSimulatedAgent)) throw onlySimulated(options.agents ?? '')
        const how = { simulate, ...(roster !== undefined && { roster }) }
        const started = await start(context, { file, plan: options.plan ?? null }, how)
        context.output.line(simulate ? text.simulation(started.runId) : text.run(started.runId))
        return watchRun(context, started)
      }),
    )
  addHoldCommands(program, session)
  addResume(program, session)
}

function addResume(program: CommandUnknownOpts, session: Session): void {
  jsonCommand(program, 'resume', help.resume.about)
    .alias('recover')
    .argument('[run]', help.resume.run)
    .action(async (id, options) => {
      let runId: string | undefined
      // A first session checks that the run exists, because a working engine would start open runs immediately.
      await session(options, async ({ client, output }) => {
        const run = id === undefined ? await findOpenRun(client) : (await client.runs.get({ runId: id })).run
        runId = run?.id
        if (run?.status === 'paused') await client.runs.resume({ runId: run.id })
        if (run !== undefined) return
        output.document({ build: null, run: null })
        output.line(text.allFinished)
      })
      if (runId !== undefined) await follow(session, { ...options, runId })
    })
}

const findOpenRun = async (client: Client): Promise<RunView | undefined> =>
  (await client.runs.list({ limit: 500 })).find(({ status }) => !isRunOver(status))

const follow = (session: Session, { runId, ...options }: SessionOptions & { readonly runId: string }) =>
  session({ ...options, isWorking: true }, async ({ client, output, stop }) => {
    const { run } = await client.runs.get({ runId })
    output.line(text.runOf(runId, plain(run.title)))
    const code = await watchRun({ client, output, stop }, { runId, build: null })
    // Only for goals: listing the files of a run with 10,000 tasks takes long.
    if (run.goal !== null && !output.isJson) printMade(output, runId, await listFiles(client, runId))
    if (run.goal !== null) printOutcome(output, await client.goals.getOutcome({ runId }))
    return code
  })

interface Named {
  readonly file: string
  readonly plan: string | null
}

/** Checked before the import, so that nothing is saved. */
const onlySimulated = (file: string) =>
  refusedWith('E_STATE', 'file_only_simulated_agents', { file: basename(file) })

interface How {
  readonly simulate: boolean
  readonly roster?: Agent[]
}

async function start(context: SessionContext, what: Named, how: How) {
  // A refusal names only the first problem, so add the command that lists all of them.
  try {
    const subject = await findWhatToRun(context, what)
    await printSkips(context, subject)
    return await context.client.runs.start({ ...subject, ...how })
  } catch (error) {
    throw withPlanCheck(what.file, error)
  }
}

type Subject = { readonly planId: string } | { readonly request: BuildRequest }

const skipCodes = ['skipped_with_branch', 'follows_branch']

/** Prints the skips that follow from the plan alone, before any task starts. */
async function printSkips({ client, output }: SessionContext, subject: Subject): Promise<void> {
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

async function findWhatToRun(context: SessionContext, { file, plan }: Named): Promise<Subject> {
  if (file.startsWith('plan_') && !existsSync(file)) return { planId: file }
  const content = readText(file)
  const request = readPlanFile(file, content)
  if (request !== null && plan !== null && plan !== request.plan_id) {
    throw refusedWith('E_NOT_FOUND', 'plan_not_in_file', { plan, known: request.plan_id })
  }
  return request === null ? importOne(context, { content, fileName: basename(file), plan }) : { request }
}

interface Import {
  readonly content: string
  readonly fileName: string
  readonly plan: string | null
}

/** Runs the import dry first, so that only the plan that will run is saved. */
async function importOne({ client, output }: SessionContext, { content, fileName, plan }: Import) {
  const found = await client.plans.import({
    text: content,
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
    output.line(text.several(found.plans.length, chosen.key))
  }
  const kept = await client.plans.import({ text: content, fileName, only: chosen.key })
  return { planId: kept.plans[0]?.planId ?? '' }
}

interface Hold {
  readonly name: 'pause' | 'unpause' | 'stop'
  readonly hidden?: boolean
  readonly act: (client: Client, runId: string) => Promise<RunView>
  readonly describe: (run: RunView) => string
}

/** `unpause` does not follow the run; it stays because scripts may rely on it. `resume` replaces it for people. */
const holds: readonly Hold[] = [
  {
    name: 'pause',
    act: (client, runId) => client.runs.pause({ runId }),
    describe: ({ id, counts }) => text.paused(counts.in_progress ?? 0, id),
  },
  {
    name: 'unpause',
    hidden: true,
    act: (client, runId) => client.runs.resume({ runId }),
    describe: ({ id }) => text.resumed(id),
  },
  {
    name: 'stop',
    act: (client, runId) => client.runs.cancel({ runId }),
    describe: ({ status }) => (status === 'stopping' ? text.stopping : text.stopped),
  },
]

/** Adds `pause`, `unpause`, `stop` and `unblock`. */
function addHoldCommands(program: CommandUnknownOpts, session: Session): void {
  for (const { name, hidden = false, act, describe } of holds) {
    jsonCommand(program, name, help[name].about, { hidden })
      .argument('<run>', help[name].run)
      .action((runId, options) =>
        session(options, async ({ client, output }) => {
          const textOf = (run: RunView) => `${plain(run.title)}${simulationMark(run)}: ${describe(run)}`
          output.show(await act(client, runId), textOf)
        }),
      )
  }
  jsonCommand(program, 'unblock', help.unblock.about)
    .argument('<run>', help.unblock.run)
    .argument('<task>', help.unblock.task)
    .action((runId, taskKey, options) =>
      session(options, async ({ client, output }) => {
        const task = await client.runs.unblockTask({ runId, taskKey })
        output.show(task, ({ key }) => text.unblocked(plain(key), plain(runId)))
      }),
    )
}
