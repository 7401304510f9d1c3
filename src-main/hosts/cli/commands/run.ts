import { basename } from 'node:path'
import type { Command } from 'commander'
import { RefusalError, refusal } from '#shared/refusal.ts'
import type { Client } from '../connect.ts'
import { readPlanFile, readRoster, readText } from '../files.ts'
import type { Output } from '../output.ts'
import type { Session } from '../session.ts'
import { watchRun } from '../watch-run.ts'

interface RunOptions {
  readonly agents?: string
  readonly plan?: string
  readonly json?: boolean
}

export function addRunCommand(program: Command, session: Session): void {
  program
    .command('run')
    .argument('<file>', 'a plan of Switchyard, a file it can import, or the id of an imported plan')
    .option('--agents <file>', 'a roster: only its agents take part, and they stay in the data folder')
    .option('--plan <key>', 'which plan, for a file that holds several')
    .option('--json', 'print one JSON document and nothing else')
    .description('Run a plan and follow it until it is over or waits for you')
    .action((file: string, options: RunOptions) =>
      session(options, async ({ client }, output) => {
        const crew = options.agents === undefined ? null : readRoster(options.agents)
        const named = await findWhatToRun(client, output, { file, plan: options.plan ?? null })
        if (crew !== null) await client.agents.register({ agents: crew })
        const started = await client.runs.start({ ...named, ...(crew && { crew: crew.map(({ id }) => id) }) })
        output.line(`Run ${started.runId}`)
        return watchRun(client, output, started)
      }),
    )
}

async function findWhatToRun(
  client: Client,
  output: Output,
  { file, plan }: { file: string; plan: string | null },
) {
  if (file.startsWith('plan_')) return { planId: file }
  const text = readText(file)
  const request = readPlanFile(file, text)
  if (request !== null) return { request }
  const report = await client.plans.import({ text, fileName: basename(file) })
  for (const warning of report.warnings) output.line(`  ! ${warning.where}: ${warning.message}`)
  const chosen = plan === null ? report.plans[0] : report.plans.find(({ key }) => key === plan)
  if (chosen?.planId == null) {
    const known = report.plans.map(({ key }) => key).join(', ')
    throw new RefusalError(
      refusal('E_NOT_FOUND', `There is no plan ${plan ?? ''} in the file.`, `It holds: ${known}.`),
    )
  }
  if (report.plans.length > 1)
    output.line(`The file holds ${report.plans.length} plans; running ${chosen.key}.`)
  return { planId: chosen.planId }
}
