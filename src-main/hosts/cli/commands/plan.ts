import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import type { PlayedWay, PlayedWays } from '#shared/model/dry-run-branches.ts'
import type { PlanDocument } from '#shared/model/plan.ts'
import { type PlanFinding, type Severity, severities } from '#shared/model/plan-finding.ts'
import { requestOf } from '#shared/plan-file/write-plan.ts'
import { refusedWith } from '#shared/refusal.ts'
import { plural } from '#shared/text/plural.ts'
import { writeJson, writeYaml } from '../../../planning/exporters/own.ts'
import { jsonCommand, type Scene, type Session } from '../command.ts'
import { readPlanFields, readRoster, readText, writeText } from '../files.ts'
import { isFolder } from '../folder.ts'
import { exitCodes, type Output, plain } from '../output.ts'
import { findInput } from '../shipped-files.ts'
import { readInput } from './import.ts'

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

/** `plan check` and `plan fix`: a plan is looked at, and mended, before it is run. */
export function addPlanCommands(program: CommandUnknownOpts, session: Session): void {
  const plan = program.command('plan').description('Check and fix a plan')
  jsonCommand(plan, 'check', 'List the problems of a plan without saving or running it')
    .argument('<plan>', 'a plan file, a file or folder to import, or a plan id', findInput)
    .option('--plan <key>', 'the plan to use if the file contains several')
    .option('--agents <file>', 'check against the agents of this file instead of your agents', findInput)
    .action((path, options) =>
      session(options, async (scene) => {
        const { title, findings, branches } = await scene.client.plans.check({
          ...withWholeFolder(path, await findSubject(scene, path, options.plan ?? null)),
          ...rosterOf(options),
          withBranches: true,
        })
        scene.output.document({ title, counts: countsOf(findings), findings, branches })
        sayFindings(scene.output, { title, findings })
        if (branches !== null) printWays(scene.output, branches)
        return exitCodeOf(findings)
      }),
    )
  jsonCommand(plan, 'fix', 'Fix a plan and write the result to a file; the source stays unchanged')
    .argument('<file>', 'a plan file, a file or folder to import, or a plan id', findInput)
    .requiredOption('--out <file>', 'the file for the fixed plan; .yaml and .yml write YAML')
    .option('--all', 'apply all safe fixes')
    .option('--cycles', 'with --all: also remove the backward dependency of each cycle')
    .option('--fix <id...>', 'apply these fixes, by their ids from `plan check --json`')
    .option('--plan <key>', 'the plan to use if the file contains several')
    .option('--agents <file>', 'check against the agents of this file instead of your agents', findInput)
    .action((path, options) => session(options, (scene) => fix(scene, path, options)))
}

async function fix(scene: Scene, path: string, options: FixOptions): Promise<number> {
  const { all: allSafe = false, cycles = false, fix: fixes, out, plan } = options
  if (!allSafe && (fixes === undefined || cycles)) {
    throw refusedWith('E_REQUIRED', 'no_fix_selected')
  }
  const subject = await findSubject(scene, path, plan ?? null)
  const { document, applied, findings } = await scene.client.plans.fix({
    ...subject,
    ...rosterOf(options),
    allSafe,
    cycles,
    fixes,
  })
  // A plan does not keep the schema and the description of its file.
  const file = 'request' in subject ? subject.request : {}
  const { plan_id, ...rest } = requestOf(document)
  const request = { ...textOf(file, '$schema'), plan_id, ...textOf(file, 'description'), ...rest }
  writeText(out, /\.ya?ml$/i.test(out) ? writeYaml(request) : writeJson(request))
  scene.output.document({ applied, counts: countsOf(findings), findings, file: out })
  for (const id of applied) scene.output.line(plain(`  + ${id}`))
  sayFindings(scene.output, { title: document.title, findings })
  if (!cycles && findings.some(({ code }) => code === 'cycle'))
    scene.output.line('Cycles are not fixed. Choose the wrong dependency with --cycles or --fix.')
  scene.output.line(plain(`Wrote ${out}.`))
  return exitCodeOf(findings)
}

const textOf = (file: Record<string, unknown>, name: string): Record<string, string> => {
  const text = file[name]
  return typeof text === 'string' ? { [name]: text } : {}
}

const rosterOf = ({ agents }: CheckOptions) => (agents === undefined ? {} : { roster: readRoster(agents) })

type Subject = { planId: string } | { request: Record<string, unknown> } | { document: PlanDocument }

/** A plan file of ours is taken as it is written; another tool's is imported, which keeps nothing. */
async function findSubject({ client, output }: Scene, path: string, plan: string | null): Promise<Subject> {
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
    output.line(plain(`The file has ${plans.length} plans. Using ${first.key}; choose another with --plan.`))
  }
  return { document: first.document }
}

/** To look into its project's folder: what is written back keeps the path as it is written. */
function withWholeFolder(path: string, subject: Subject): Subject {
  const named = 'request' in subject ? subject.request.project_folder : undefined
  if (!('request' in subject) || typeof named !== 'string') return subject
  return { request: { ...subject.request, project_folder: resolve(dirname(path), named) } }
}

/** As when a run waits for an agent: it cannot go on as it is. */
const exitCodeOf = (findings: readonly PlanFinding[]): number =>
  findings.some(({ severity }) => severity === 'error') ? exitCodes.unassigned : exitCodes.done

const maxNamed = 20

/** Tasks that run and tasks that are skipped, for each condition met and not met. */
function printWays(output: Output, { ways, conditionsLeftOut }: PlayedWays): void {
  if (ways.length === 0) return
  output.line('Conditions, with both results:')
  for (const way of ways) {
    output.line(plain(`  ${describeWay(way)}`))
    output.line(plain(`    Runs: ${listKeys(way.runs)}`))
    output.line(plain(`    Skipped: ${listKeys(way.skipped)}`))
    if (way.open.length > 0) output.line(plain(`    Depends on another condition: ${listKeys(way.open)}`))
  }
  if (conditionsLeftOut > 0) output.line(`  Not shown: ${plural(conditionsLeftOut, 'more condition')}.`)
}

/** `If check fails and the condition of ship is met:` */
function describeWay({ fails, assumes }: Pick<PlayedWay, 'fails' | 'assumes'>): string {
  const parts = [
    ...(fails.length === 0 ? [] : [`${fails.join(' and ')} ${fails.length === 1 ? 'fails' : 'fail'}`]),
    ...assumes.map(({ taskKey, isMet }) => `the condition of ${taskKey} is ${isMet ? 'met' : 'not met'}`),
  ]
  return parts.length === 0 ? 'If every task succeeds:' : `If ${parts.join(' and ')}:`
}

function listKeys(keys: readonly string[]): string {
  if (keys.length === 0) return 'none'
  const shown = keys.slice(0, maxNamed).join(', ')
  return keys.length > maxNamed ? `${shown} and ${keys.length - maxNamed} more` : shown
}

const countsOf = (findings: readonly PlanFinding[]): Record<Severity, number> => {
  const counts = { error: 0, warning: 0, hint: 0 }
  for (const { severity } of findings) counts[severity] += 1
  return counts
}

/** A large plan has the same oddity in most of its tasks. */
const maxPerCode = 5

function sayFindings(
  output: Output,
  { title, findings }: { readonly title: string; readonly findings: readonly PlanFinding[] },
): void {
  if (findings.length === 0) return output.line(plain(`${title}: no problems found.`))
  const counts = countsOf(findings)
  output.line(plain(`${title}: ${severities.map((each) => plural(counts[each], each)).join(', ')}`))
  const seen = new Map<string, number>()
  for (const { code, severity, message, fixes } of findings) {
    const count = (seen.get(code) ?? 0) + 1
    seen.set(code, count)
    if (count > maxPerCode) continue
    output.line(plain(`  ${marks[severity]} ${message} (${code})`))
    for (const { id, title: what, isSafe } of fixes) {
      output.line(plain(`      ${what}${isSafe ? ' (safe)' : ''}: --fix ${JSON.stringify(id)}`))
    }
  }
  for (const [code, count] of seen) {
    if (count > maxPerCode) output.line(`  … and ${count - maxPerCode} more of ${code}; --json shows all.`)
  }
}

const marks: Record<Severity, string> = { error: '✗', warning: '!', hint: '·' }
