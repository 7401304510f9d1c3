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
import { formatMoney, type Money } from '#shared/model/money.ts'
import { fileNameOf } from '../../../base/file-name.ts'
import { jsonCommand, type Scene, type Session } from '../command.ts'
import type { Client } from '../connect.ts'
import { contentOf, listFiles, type MadeFile, sayMade, sayRest } from '../made-files.ts'
import { type Output, plain } from '../output.ts'
import { sayOutcome } from '../run-outcome.ts'
import { watchRun } from '../watch-run.ts'

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
  jsonCommand(program, 'goal', 'Work through a goal: scope, plan and run it step by step')
    .argument('<words...>', 'the goal, in a sentence')
    .option('--project <folder>', 'a project folder that agents may read')
    .addOption(
      new Option('--decider <name>', 'who decides the next step').choices(deciderNames).default('rules'),
    )
    .option('--shadow <model>', 'a model that answers the same questions for comparison only')
    .option('--budget <amount>', 'the cost limit for agents and models, such as "5 USD"', readMoney)
    .option('--max-tasks <count>', 'the maximum number of tasks, not counting questions to you', readCount)
    .option('--max-depth <count>', 'the maximum length of a chain of dependent tasks', readCount)
    .option('--max-rounds <count>', 'the maximum number of consecutive rounds without progress', readCount)
    .option('--keep <amount>', 'the reserve: no task starts with less budget left', readMoney)
    .option('--out <folder>', 'copy the produced files to this folder; existing files are kept')
    .action((words, options) =>
      session({ ...options, isWorking: true }, (scene) => pursue(scene, words.join(' '), options)),
    )
  jsonCommand(program, 'files', 'List the files that a run produced, in their latest version')
    .argument('[run]', 'a run id (default: the newest run)')
    .option('--out <folder>', 'copy the files to this folder; existing files are kept')
    .action((runId, options) =>
      session(options, async ({ client, output }) => {
        const run = runId ?? (await newestRun(client))
        const files = await listFiles(client, run)
        output.document(files)
        if (options.out === undefined) for (const { name } of files) output.line(`  ${plain(name)}`)
        else for await (const line of writeFiles(client, resolve(options.out), files)) output.line(line)
        if (!output.isJson) await sayRest({ client, output }, run, files)
      }),
    )
  const decisions = jsonCommand(program, 'decisions', 'Show the decisions of a run, with their reasons')
    .argument('[run]', 'a run id')
    .action((runId, options) =>
      session(options, async ({ client, output }) => {
        const ledger = await client.goals.listDecisions({ runId: runId ?? (await newestRun(client)) })
        output.document(ledger)
        for (const each of ledger) sayDecision(output, each)
      }),
    )
  jsonCommand(decisions, 'shadow', 'Compare the decisions of a run with those of its shadow model')
    .argument('[run]', 'a run id')
    .action((runId, options) =>
      session(options, async ({ client, output }) => {
        sayAllReplayed(output, await client.goals.listShadows({ runId: runId ?? (await newestRun(client)) }))
      }),
    )
  jsonCommand(decisions, 'replay', 'Ask a model the questions of a run again and compare the answers')
    .argument('<run>', 'a run id')
    .option('--model <name>', 'another model of the same server (default: the deciding model)')
    .action((runId, options) =>
      session(options, async ({ client, output }) => {
        const { model } = options
        const replayed = await client.goals.replayDecisions({ runId, model })
        sayAllReplayed(output, replayed)
      }),
    )
}

async function pursue(scene: Scene, goal: string, options: GoalOptions): Promise<number> {
  const { client, output } = scene
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
  output.line(`Run ${run.id}`)
  const code = await watchRun({ ...scene, output: quietly(output) }, { runId: run.id, build: null })
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
  for (const each of decisions) sayDecision(output, each)
  if (out === undefined) sayMade(output, run.id, files)
  sayOutcome(output, outcome)
  return code
}

const limitsOf = ({ maxTasks, maxDepth, maxRounds, keep }: GoalOptions): GoalLimits => ({
  ...(maxTasks !== undefined && { tasks: maxTasks }),
  ...(maxDepth !== undefined && { depth: maxDepth }),
  ...(maxRounds !== undefined && { rounds: maxRounds }),
  ...(keep !== undefined && { moneyLeft: keep }),
})

function readCount(text: string): number {
  const count = Number(text)
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError('Enter a whole number from 1.')
  return count
}

/** There is one document, and it is not that of the run alone. */
const quietly = (output: Output): Output => ({ ...output, document: () => {} })

/** A name is only a name: whatever folder it names is left away, and so is what only some systems take for a name. */
async function* writeFiles(client: Client, folder: string, files: readonly MadeFile[]) {
  mkdirSync(folder, { recursive: true })
  for (const file of files) {
    const { name } = file
    const path = join(folder, fileNameOf(name))
    if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) {
      yield `  ! ${plain(path)} already exists and was kept.`
      continue
    }
    writeFileSync(path, await contentOf(client, file), { flag: 'wx' })
    yield `  Wrote ${plain(path)}`
  }
}

const newestRun = async (client: Client): Promise<string> =>
  (await client.runs.list({ limit: 1 }))[0]?.id ?? 'run_of_none'

function sayAllReplayed(output: Output, replayed: readonly ReplayedDecision[]): void {
  output.document(replayed)
  for (const each of replayed) sayReplayed(output, each)
  const same = replayed.filter(({ isSame }) => isSame).length
  output.line(`${same} of ${replayed.length} decisions are equal.`)
}

function sayReplayed(
  output: Output,
  { number, after, was, now, failure, isSame, model }: ReplayedDecision,
): void {
  const wordsOf = ({ action, next_agent_type: type }: Decision) =>
    `${action}${type === null ? '' : ` ${type}`}`
  const then = now === null ? `no decision: ${failure ?? ''}` : wordsOf(now)
  output.line(
    `${isSame ? styleText('green', '=') : styleText('yellow', '≠')} ${number}. after ${plain(after)}: ${plain(wordsOf(was))} | ${plain(model ?? 'no model')}: ${plain(then)}`,
  )
  if (now !== null && !isSame) output.line(`     ${plain(now.reasoning)}`)
}

function sayDecision(
  output: Output,
  { number, after, decision, findings, createdTask, model, spent, tokens }: DecisionRecord,
): void {
  const what = {
    create_task: `${decision.next_agent_type ?? ''} gets ${createdTask ?? ''}`,
    escalate_to_human: `asks a person (${createdTask ?? ''})`,
    project_complete: 'the project is complete',
    wait_for_more_tasks: 'waits',
  }[decision.action]
  output.line(
    `${styleText('bold', `${number}.`)} after ${plain(after)}: ${plain(what)}. ${plain(decision.reasoning)}`,
  )
  for (const { message } of findings) output.line(`     refused: ${plain(message)}`)
  if (model === null) return
  const cost = spent === null ? 'cost unknown' : formatMoney(spent)
  const took = tokens === undefined ? '' : `, ${tokens.input ?? '?'} + ${tokens.output ?? '?'} tokens`
  output.line(plain(`     ${model}: ${cost}${took}`))
}

function readMoney(text: string): Money {
  const [, units, cents = '', currency] = /^(\d{1,9})(?:\.(\d{1,2}))? ?([A-Z]{3})$/.exec(text.trim()) ?? []
  if (units === undefined || currency === undefined)
    throw new InvalidArgumentError('Enter an amount such as "5 USD".')
  return { amountMinor: Number(units) * 100 + Number(cents.padEnd(2, '0')), currency }
}
