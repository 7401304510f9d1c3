import { readdirSync, statSync } from 'node:fs'
import { basename, delimiter, join } from 'node:path'
import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { type AgentCheck, maxRosterFiles, type RosterReport } from '#shared/contract/agents.ts'
import type { ImportWarning } from '#shared/model/plan.ts'
import { refusedWith } from '#shared/refusal.ts'
import { words } from '#shared/words/words.ts'
import type { SourceFile } from '../../../planning/importers/source.ts'
import { jsonCommand, type Session, type SessionContext } from '../command.ts'
import { readText } from '../files.ts'
import { exitCodes, type Output, plain } from '../output.ts'
import { watchRun } from '../watch-run.ts'

const help = words.cliHelp.agents
const text = words.cli.agents

export function addAgentCommands(program: CommandUnknownOpts, session: Session): void {
  const agents = program.command('agents').description(help.agents.about)
  jsonCommand(agents, 'list', help.list.about).action((options) =>
    session(options, async ({ client, output }) => {
      output.list(await client.agents.list(), ({ id, kind, availability, running, capacity, skills }) => {
        const load = text.load(running, capacity)
        return `${id.padEnd(24)}  ${kind.padEnd(8)}  ${availability.padEnd(7)}  ${load.padEnd(8)}  ${skills.join(', ')}`
      })
    }),
  )
  jsonCommand(agents, 'discover', help.discover.about)
    .option('--add', help.discover.add)
    .action(({ add = false, json }) =>
      session({ json }, async ({ client, output, isRunningApp }) => {
        const report = await client.agents.discover({ add })
        output.document(report)
        for (const { id, name, version, command, fault } of report.found) {
          const state = fault ?? (report.added.includes(id) ? text.added : text.usable)
          output.line(plain(`${id.padEnd(10)}  ${name} ${version ?? ''}  ${command.join(' ')}  (${state})`))
        }
        if (report.found.length === 0) output.line(text.noneFound)
        const { names, folders } = report.searched
        output.line(plain(text.lookedFor(names.join(', '))))
        const describe = isRunningApp ? text.searchedAppPath : text.searchedPath
        output.line(plain(describe(folders.join(delimiter))))
      }),
    )
  addOneAgentCommands(agents, session)
  jsonCommand(agents, 'import', help.import.about)
    .argument('<path>', help.import.path)
    .option('--dry-run', help.import.dryRun)
    .option('--online', help.import.online)
    .action((path, { json, dryRun = false, online }) =>
      session({ json }, async ({ client, output }) => {
        const report = await client.agents.importRoster({ files: readRosterFiles(path), dryRun, online })
        output.document(report)
        printReport(output, report, dryRun)
      }),
    )
}

/** Maximum number of warnings shown per code; the files of a large roster often share the same warning. */
const maxPerCode = 5

function printReport(output: Output, report: RosterReport, isDryRun: boolean): void {
  const { agents, derived, replaced, warnings } = report
  for (const { code, where, message } of shortened(warnings)) {
    output.line(`  ! ${plain(`${where}: ${message}`)} (${code})`)
  }
  for (const { id, availability } of agents) {
    const own = derived.filter(({ agentId }) => agentId === id)
    const state = [availability, ...(replaced.includes(id) ? [text.replaced] : [])].join(', ')
    output.line(`${id}  (${state})`)
    for (const { skill, where, words } of own)
      output.line(plain(`    ${skill}  ${text.skillFrom(where, words)}`))
  }
  output.line(isDryRun ? text.nothingSaved(agents.length) : text.imported(agents.length))
}

function shortened(warnings: readonly ImportWarning[]): ImportWarning[] {
  const counts = new Map<string, number>()
  const shown = warnings.filter(({ code }) => {
    const count = (counts.get(code) ?? 0) + 1
    counts.set(code, count)
    return count <= maxPerCode
  })
  const rests = [...counts].filter(([, count]) => count > maxPerCode)
  return [
    ...shown,
    ...rests.map(([code, count]) => ({
      code,
      where: 'roster',
      message: text.moreWarnings(count - maxPerCode),
    })),
  ]
}

/** Adds `check`, `trial`, `enable` and `disable`. */
function addOneAgentCommands(agents: CommandUnknownOpts, session: Session): void {
  jsonCommand(agents, 'check', help.check.about)
    .argument('[id]', help.check.id)
    .action((id, options) => session(options, (context) => check(context, id ?? null)))
  jsonCommand(agents, 'trial', help.trial.about)
    .argument('<id>', help.trial.id)
    .argument('[text]', help.trial.text)
    .action((id, task, options) =>
      session({ ...options, isWorking: true }, async (context) => {
        const { runId } = await context.client.agents.trial({ id, text: task })
        context.output.line(text.run(runId))
        return watchRun(context, { runId, build: null })
      }),
    )
  for (const [verb, describe] of [
    ['enable', text.enabled],
    ['disable', text.disabled],
  ] as const) {
    jsonCommand(agents, verb, help[verb].about)
      .argument('<id>', help[verb].id)
      .action((id, options) =>
        session(options, async ({ client, output }) => {
          const { agent } = await client.agents[verb]({ id })
          output.show(agent, () => describe(id))
        }),
      )
  }
}

async function check({ client, output }: SessionContext, id: string | null): Promise<number> {
  const ids = id === null ? (await client.agents.list()).map((each) => each.id) : [id]
  const checks: (AgentCheck & { id: string })[] = []
  for (const each of ids) {
    const found = await client.agents.check({ id: each })
    checks.push({ id: each, ...found })
    printCheck(output, each, found)
  }
  output.document(id === null ? checks : checks[0])
  return checks.every(({ ok }) => ok) ? exitCodes.done : exitCodes.failed
}

function printCheck(output: Output, id: string, { ok, message, details, tookMs }: AgentCheck): void {
  output.line(plain(`${ok ? '✓' : '✗'} ${id}  ${message} (${(tookMs / 1000).toFixed(1)} s)`))
  for (const { name, value } of details) output.line(plain(`    ${name}: ${value}`))
}

const endings = /\.(?:md|ya?ml|json)$/i
/** Larger files are skipped, because they cannot be agent files. */
const maxBytes = 1024 * 1024
const maxDepth = 16
const hiddenButRead: ReadonlySet<string> = new Set(['.claude', '.well-known'])

/** Reads one file, or all files of a folder that may describe agents. Does not follow symbolic links. */
function readRosterFiles(path: string): SourceFile[] {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) {
    return [{ path: basename(path), text: readText(path) }]
  }
  const found = listFiles(path, '', 0)
  if (found.length > maxRosterFiles) {
    throw refusedWith('E_TOO_LARGE', 'too_many_agent_files', {
      path,
      most: maxRosterFiles,
      limit: maxRosterFiles,
    })
  }
  if (found.length === 0) {
    throw refusedWith('E_FILE', 'no_agent_files', { path })
  }
  return found.map((each) => ({ path: each, text: readText(join(path, each)) }))
}

function listFiles(root: string, folder: string, depth: number): string[] {
  const found: string[] = []
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.isDirectory() && depth < maxDepth && isRead(entry.name)) {
      found.push(...listFiles(root, path, depth + 1))
    } else if (entry.isFile() && endings.test(entry.name) && statSync(join(root, path)).size <= maxBytes) {
      found.push(path)
    }
    if (found.length > maxRosterFiles) break
  }
  return found
}

const isRead = (name: string): boolean =>
  name !== 'node_modules' && (!name.startsWith('.') || hiddenButRead.has(name))
