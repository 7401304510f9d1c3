import { lstatSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { styleText } from 'node:util'
import { type CommandUnknownOpts, InvalidArgumentError, Option } from '@commander-js/extra-typings'
import type { ReplayedDecision } from '#shared/contract/goals.ts'
import {
  type DeciderName,
  type Decision,
  type DecisionRecord,
  deciderNames,
  type GoalLimits,
} from '#shared/model/decisions/decision.ts'
import type { Money } from '#shared/model/money.ts'
import { formatMoney } from '#shared/text/format-money.ts'
import { words } from '#shared/words/words.ts'
import { fileNameOf } from '../../../base/file-name.ts'
import { jsonCommand, type Session, type SessionContext } from '../command.ts'
import type { Client } from '../connect.ts'
import { contentOf, listFiles, type MadeFile, printMade, printRest } from '../made-files.ts'
import { type Output, plain } from '../output.ts'
import { printOutcome } from '../run-outcome.ts'
import { watchRun } from '../watch-run.ts'

const help = words.cliHelp.goal
const text = words.cli.goal

interface GoalOptions {
  readonly project?: string
  readonly decider?: DeciderName
  readonly shadow?: string
  readonly budget?: Money
  readonly maxTasks?: number
  readonly maxDepth?: number
  readonly maxRounds?: number
  readonly keep?: Money
  readonly out?: string
  readonly json?: boolean
}

export function addGoalCommands(program: CommandUnknownOpts, session: Session): void {
  jsonCommand(program, 'goal', help.goal.about)
    .argument('<words...>', help.goal.words)
    .option('--project <folder>', help.goal.project)
    .addOption(new Option('--decider <name>', help.goal.decider).choices(deciderNames).default('rules'))
    .option('--shadow <model>', help.goal.shadow)
    .option('--budget <amount>', help.goal.budget, readMoney)
    .option('--max-tasks <count>', help.goal.maxTasks, readCount)
    .option('--max-depth <count>', help.goal.maxDepth, readCount)
    .option('--max-rounds <count>', help.goal.maxRounds, readCount)
    .option('--keep <amount>', help.goal.keep, readMoney)
    .option('--out <folder>', help.goal.out)
    .action((words, options) =>
      session({ ...options, isWorking: true }, (context) => pursue(context, words.join(' '), options)),
    )
  jsonCommand(program, 'files', help.files.about)
    .argument('[run]', help.files.run)
    .option('--out <folder>', help.files.out)
    .action((runId, options) =>
      session(options, async ({ client, output }) => {
        const run = runId ?? (await newestRun(client))
        const files = await listFiles(client, run)
        output.document(files)
        if (options.out === undefined) for (const { name } of files) output.line(`  ${plain(name)}`)
        else for await (const line of writeFiles(client, resolve(options.out), files)) output.line(line)
        if (!output.isJson) await printRest({ client, output }, run, files)
      }),
    )
  const decisions = jsonCommand(program, 'decisions', help.decisions.about)
    .argument('[run]', help.decisions.run)
    .action((runId, options) =>
      session(options, async ({ client, output }) => {
        const ledger = await client.goals.listDecisions({ runId: runId ?? (await newestRun(client)) })
        output.document(ledger)
        for (const each of ledger) printDecision(output, each)
      }),
    )
  jsonCommand(decisions, 'shadow', help.shadow.about)
    .argument('[run]', help.shadow.run)
    .action((runId, options) =>
      session(options, async ({ client, output }) => {
        printAllReplayed(
          output,
          await client.goals.listShadows({ runId: runId ?? (await newestRun(client)) }),
        )
      }),
    )
  jsonCommand(decisions, 'replay', help.replay.about)
    .argument('<run>', help.replay.run)
    .option('--model <name>', help.replay.model)
    .action((runId, options) =>
      session(options, async ({ client, output }) => {
        const { model } = options
        const replayed = await client.goals.replayDecisions({ runId, model })
        printAllReplayed(output, replayed)
      }),
    )
}

async function pursue(context: SessionContext, goal: string, options: GoalOptions): Promise<number> {
  const { client, output } = context
  const { project, decider = 'rules', shadow, budget, out } = options
  const { expectations } = await client.goals.preview({ goal })
  for (const each of expectations) output.line(plain(each))
  const limits = limitsOf(options)
  const run = await client.goals.start({
    goal,
    ...(Object.keys(limits).length > 0 && { limits }),
    decider,
    shadow,
    budget,
    projectFolder: project === undefined ? undefined : resolve(project),
  })
  output.line(text.run(run.id))
  const code = await watchRun({ ...context, output: withoutDocument(output) }, { runId: run.id, build: null })
  const decisions = await client.goals.listDecisions({ runId: run.id })
  const files = await listFiles(client, run.id)
  if (out !== undefined) for await (const line of writeFiles(client, resolve(out), files)) output.line(line)
  const ended = (await client.runs.get({ runId: run.id })).run
  const outcome = await client.goals.getOutcome({ runId: run.id })
  output.document({
    run: { id: run.id, status: ended.status, outcome: ended.outcome, goal },
    outcome,
    decisions,
    files,
  })
  output.line()
  for (const each of decisions) printDecision(output, each)
  if (out === undefined) printMade(output, run.id, files)
  printOutcome(output, outcome)
  return code
}

const limitsOf = ({ maxTasks, maxDepth, maxRounds, keep }: GoalOptions): GoalLimits => ({
  ...(maxTasks !== undefined && { tasks: maxTasks }),
  ...(maxDepth !== undefined && { depth: maxDepth }),
  ...(maxRounds !== undefined && { rounds: maxRounds }),
  ...(keep !== undefined && { moneyLeft: keep }),
})

function readCount(written: string): number {
  const count = Number(written)
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError(text.wholeNumber)
  return count
}

/** Suppresses JSON documents, because `goal` prints its own. */
const withoutDocument = (output: Output): Output => ({ ...output, document: () => {} })

/**
 * Writes files into the folder and skips existing ones. `fileNameOf` drops folders and characters that some systems do
 * not allow.
 */
async function* writeFiles(client: Client, folder: string, files: readonly MadeFile[]) {
  mkdirSync(folder, { recursive: true })
  for (const file of files) {
    const { name } = file
    const path = join(folder, fileNameOf(name))
    if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) {
      yield `  ! ${words.cli.files.exists(plain(path))}`
      continue
    }
    writeFileSync(path, await contentOf(client, file), { flag: 'wx' })
    yield `  ${words.cli.files.wrote(plain(path))}`
  }
}

const newestRun = async (client: Client): Promise<string> =>
  (await client.runs.list({ limit: 1 }))[0]?.id ?? 'run_of_none'

function printAllReplayed(output: Output, replayed: readonly ReplayedDecision[]): void {
  output.document(replayed)
  for (const each of replayed) printReplayed(output, each)
  const same = replayed.filter(({ isSame }) => isSame).length
  output.line(text.equalDecisions(same, replayed.length))
}

function printReplayed(
  output: Output,
  { number, after, was, now, failure, isSame, model }: ReplayedDecision,
): void {
  const describe = ({ action, next_agent_type: type }: Decision) =>
    `${action}${type === null ? '' : ` ${type}`}`
  const then = now === null ? text.noDecision(failure ?? '') : describe(now)
  const mark = isSame ? styleText('green', '=') : styleText('yellow', '≠')
  output.line(`${mark} ${plain(text.compared(number, after, describe(was), model ?? text.noModel, then))}`)
  if (now !== null && !isSame) output.line(`     ${plain(now.reasoning)}`)
}

function printDecision(
  output: Output,
  { number, after, decision, findings, createdTask, model, spent, tokens }: DecisionRecord,
): void {
  const what = {
    create_task: text.createsTask(decision.next_agent_type ?? '', createdTask ?? ''),
    escalate_to_human: text.asksPerson(createdTask ?? ''),
    project_complete: text.complete,
    wait_for_more_tasks: text.waits,
  }[decision.action]
  output.line(`${styleText('bold', `${number}.`)} ${plain(text.decided(after, what, decision.reasoning))}`)
  for (const { message } of findings) output.line(`     ${plain(text.refused(message))}`)
  if (model === null) return
  const cost = spent === null ? text.costUnknown : formatMoney(spent)
  const took =
    tokens === undefined ? '' : `, ${text.tokens(String(tokens.input ?? '?'), String(tokens.output ?? '?'))}`
  output.line(plain(`     ${model}: ${cost}${took}`))
}

function readMoney(written: string): Money {
  const [, units, cents = '', currency] = /^(\d{1,9})(?:\.(\d{1,2}))? ?([A-Z]{3})$/.exec(written.trim()) ?? []
  if (units === undefined || currency === undefined) throw new InvalidArgumentError(text.amount)
  return { amountMinor: Number(units) * 100 + Number(cents.padEnd(2, '0')), currency }
}
