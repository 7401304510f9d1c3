import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import type { PlayedWay, PlayedWays } from '#shared/model/dry-run-branches.ts'
import type { PlanDocument } from '#shared/model/plan.ts'
import type { PlanFinding, Severity } from '#shared/model/plan-finding.ts'
import { requestOf } from '#shared/plan-file/write-plan.ts'
import { refusedWith } from '#shared/refusal.ts'
import { words } from '#shared/words/words.ts'
import { writeJson, writeYaml } from '../../../planning/exporters/own.ts'
import { jsonCommand, type Session, type SessionContext } from '../command.ts'
import { readPlanFields, readRoster, readText, writeText } from '../files.ts'
import { isFolder } from '../folder.ts'
import { exitCodes, type Output, plain } from '../output.ts'
import { findInput } from '../shipped-files.ts'
import { readInput } from './import.ts'

const help = words.cliHelp.plan
const text = words.cli.plan

interface CheckOptions {
  readonly plan?: string
  readonly agents?: string
  readonly json?: boolean
}

interface FixOptions extends CheckOptions {
  readonly out: string
  readonly all?: boolean
  readonly cycles?: boolean
  readonly fix?: string[]
}

/** Adds `plan check` and `plan fix`. */
export function addPlanCommands(program: CommandUnknownOpts, session: Session): void {
  const plan = program.command('plan').description(help.plan.about)
  jsonCommand(plan, 'check', help.check.about)
    .argument('<plan>', help.check.plan, findInput)
    .option('--plan <key>', help.check.planKey)
    .option('--agents <file>', help.check.agents, findInput)
    .action((path, options) =>
      session(options, async (context) => {
        const { title, findings, branches } = await context.client.plans.check({
          ...withAbsoluteFolder(path, await findSubject(context, path, options.plan ?? null)),
          ...rosterOf(options),
          withBranches: true,
        })
        context.output.document({ title, counts: countsOf(findings), findings, branches })
        printFindings(context.output, { title, findings })
        if (branches !== null) printBranches(context.output, branches)
        return exitCodeOf(findings)
      }),
    )
  jsonCommand(plan, 'fix', help.fix.about)
    .argument('<file>', help.fix.file, findInput)
    .requiredOption('--out <file>', help.fix.out)
    .option('--all', help.fix.all)
    .option('--cycles', help.fix.cycles)
    .option('--fix <id...>', help.fix.fix)
    .option('--plan <key>', help.fix.plan)
    .option('--agents <file>', help.fix.agents, findInput)
    .action((path, options) => session(options, (context) => fix(context, path, options)))
}

async function fix(context: SessionContext, path: string, options: FixOptions): Promise<number> {
  const { all: allSafe = false, cycles = false, fix: fixes, out, plan } = options
  if (!allSafe && (fixes === undefined || cycles)) {
    throw refusedWith('E_REQUIRED', 'no_fix_selected')
  }
  const subject = await findSubject(context, path, plan ?? null)
  const { document, applied, findings } = await context.client.plans.fix({
    ...subject,
    ...rosterOf(options),
    allSafe,
    cycles,
    fixes,
  })
  // A plan document does not include the file's `$schema` and `description`.
  const file = 'request' in subject ? subject.request : {}
  const { plan_id, ...rest } = requestOf(document)
  const request = { ...textOf(file, '$schema'), plan_id, ...textOf(file, 'description'), ...rest }
  writeText(out, /\.ya?ml$/i.test(out) ? writeYaml(request) : writeJson(request))
  context.output.document({ applied, counts: countsOf(findings), findings, file: out })
  for (const id of applied) context.output.line(plain(`  + ${id}`))
  printFindings(context.output, { title: document.title, findings })
  if (!cycles && findings.some(({ code }) => code === 'cycle')) context.output.line(text.cyclesLeft)
  context.output.line(plain(text.wrote(out)))
  return exitCodeOf(findings)
}

const textOf = (file: Record<string, unknown>, name: string): Record<string, string> => {
  const value = file[name]
  return typeof value === 'string' ? { [name]: value } : {}
}

const rosterOf = ({ agents }: CheckOptions) => (agents === undefined ? {} : { roster: readRoster(agents) })

type Subject = { planId: string } | { request: Record<string, unknown> } | { document: PlanDocument }

/** A plan file is sent as written. A file in another tool's format is imported in a dry run. */
async function findSubject(
  { client, output }: SessionContext,
  path: string,
  plan: string | null,
): Promise<Subject> {
  if (path.startsWith('plan_') && !existsSync(path)) return { planId: path }
  const own = isFolder(path) ? null : readPlanFields(readText(path))
  if (own !== null) return { request: own }
  const { plans } = await client.plans.import({
    ...readInput(path, output),
    dryRun: true,
    withDocuments: true,
    ...(plan !== null && { only: plan }),
  })
  const [first] = plans
  if (first?.document === undefined) {
    throw refusedWith('E_NOT_FOUND', 'file_without_plan')
  }
  if (plans.length > 1) {
    output.line(plain(text.several(plans.length, first.key)))
  }
  return { document: first.document }
}

/** Makes the project folder absolute so that its files can be checked. `plan fix` keeps the path as written. */
function withAbsoluteFolder(path: string, subject: Subject): Subject {
  const named = 'request' in subject ? subject.request.project_folder : undefined
  if (!('request' in subject) || typeof named !== 'string') return subject
  return { request: { ...subject.request, project_folder: resolve(dirname(path), named) } }
}

/** A plan with errors has the same exit code as a run with unassigned tasks. */
const exitCodeOf = (findings: readonly PlanFinding[]): number =>
  findings.some(({ severity }) => severity === 'error') ? exitCodes.unassigned : exitCodes.done

const maxNamed = 20

/** Prints the tasks that run and the tasks that are skipped, for each condition met and not met. */
function printBranches(output: Output, { ways, conditionsLeftOut }: PlayedWays): void {
  if (ways.length === 0) return
  output.line(text.branches)
  for (const way of ways) {
    output.line(plain(`  ${describeBranch(way)}`))
    output.line(plain(`    ${text.runs(listKeys(way.runs))}`))
    output.line(plain(`    ${text.skipped(listKeys(way.skipped))}`))
    if (way.open.length > 0) output.line(plain(`    ${text.open(listKeys(way.open))}`))
  }
  if (conditionsLeftOut > 0) output.line(`  ${text.notShown(conditionsLeftOut)}`)
}

/** Example: `If check fails and the condition of ship is met:` */
function describeBranch({ fails, assumes }: Pick<PlayedWay, 'fails' | 'assumes'>): string {
  const parts = [
    ...(fails.length === 0 ? [] : [text.fail(fails)]),
    ...assumes.map(({ taskKey, isMet }) => text.condition(taskKey, isMet)),
  ]
  return parts.length === 0 ? text.allSucceed : text.branch(parts)
}

function listKeys(keys: readonly string[]): string {
  if (keys.length === 0) return text.none
  const shown = keys.slice(0, maxNamed).join(', ')
  return keys.length > maxNamed ? text.more(shown, keys.length - maxNamed) : shown
}

const countsOf = (findings: readonly PlanFinding[]): Record<Severity, number> => {
  const counts = { error: 0, warning: 0, hint: 0 }
  for (const { severity } of findings) counts[severity] += 1
  return counts
}

/** Maximum number of problems shown per code; the tasks of a large plan often share the same problem. */
const maxPerCode = 5

function printFindings(
  output: Output,
  { title, findings }: { readonly title: string; readonly findings: readonly PlanFinding[] },
): void {
  if (findings.length === 0) return output.line(plain(text.noProblems(title)))
  const counts = countsOf(findings)
  output.line(plain(text.problems(title, counts)))
  const seen = new Map<string, number>()
  for (const { code, severity, message, fixes } of findings) {
    const count = (seen.get(code) ?? 0) + 1
    seen.set(code, count)
    if (count > maxPerCode) continue
    output.line(plain(`  ${marks[severity]} ${message} (${code})`))
    for (const { id, title: what, isSafe } of fixes) {
      output.line(plain(`      ${isSafe ? text.safe(what) : what}: --fix ${JSON.stringify(id)}`))
    }
  }
  for (const [code, count] of seen) {
    if (count > maxPerCode) output.line(`  ${text.moreOfCode(count - maxPerCode, code)}`)
  }
}

const marks: Record<Severity, string> = { error: '✗', warning: '!', hint: '·' }
