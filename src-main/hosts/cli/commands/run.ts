import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import type { Command } from 'commander'
import type { Agent } from '#shared/model/agent.ts'
import { RefusalError, refusal } from '#shared/refusal.ts'
import { readPlanFile, readRoster, readText } from '../files.ts'
import { plain, withPlanCheck } from '../output.ts'
import type { Scene, Session } from '../session.ts'
import { watchRun } from '../watch-run.ts'
import { addHoldCommands } from './hold.ts'

interface RunOptions {
  readonly agents?: string
  readonly plan?: string
  readonly json?: boolean
}

/** `run`, and what is done to a run while it is on its way. */
export function addRunCommand(program: Command, session: Session): void {
  program
    .command('run')
    .argument('<file>', 'a plan of Switchyard, a file it can import, or the id of an imported plan')
    .option('--agents <file>', 'a roster: only its agents take part, and they stay in the data folder')
    .option('--plan <key>', 'which plan, for a file that holds several')
    .option('--json', 'print one JSON document and nothing else')
    .description('Run a plan and follow it until it is over or waits for you')
    .action((file: string, options: RunOptions) =>
      session({ ...options, isWorking: true }, async (scene) => {
        const roster = options.agents === undefined ? {} : { roster: readRoster(options.agents) }
        const started = await start(scene, { file, plan: options.plan ?? null }, roster)
        scene.output.line(`Run ${started.runId}`)
        return watchRun(scene, started)
      }),
    )
  addHoldCommands(program, session)
}

interface Named {
  readonly file: string
  readonly plan: string | null
}

async function start(scene: Scene, what: Named, roster: { roster?: Agent[] }) {
  // A plan is refused for its first fault only: who wrote it is told where to see them all.
  try {
    return await scene.client.runs.start({ ...(await findWhatToRun(scene, what)), ...roster })
  } catch (error) {
    throw withPlanCheck(what.file, error)
  }
}

async function findWhatToRun(scene: Scene, { file, plan }: Named) {
  if (file.startsWith('plan_') && !existsSync(file)) return { planId: file }
  const text = readText(file)
  const request = readPlanFile(file, text)
  if (request !== null && plan !== null && plan !== request.plan_id) {
    throw new RefusalError(
      refusal('E_NOT_FOUND', `There is no plan ${plan} in the file.`, `It holds: ${request.plan_id}.`),
    )
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
    throw new RefusalError(refusal('E_NOT_FOUND', 'There is no plan in the file.', 'Check the file.'))
  }
  if (chosen.tasks === 0) {
    throw new RefusalError(
      refusal('E_PLAN_SIZE', `The plan ${chosen.key} has no tasks.`, 'Give it at least one task.'),
    )
  }
  if (chosen.cycles > 0) {
    const path = found.warnings.find(({ code }) => code === 'cycle')?.message ?? ''
    throw new RefusalError(refusal('E_DEP_CYCLE', `Its tasks wait for each other. ${path}`, 'Mend the file.'))
  }
  if (found.plans.length > 1) {
    output.line(`The file holds ${found.plans.length} plans; running ${chosen.key}. Choose with --plan.`)
  }
  const kept = await client.plans.import({ text, fileName, only: chosen.key })
  return { planId: kept.plans[0]?.planId ?? '' }
}
