import { readdirSync, statSync } from 'node:fs'
import { basename, delimiter, join } from 'node:path'
import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { type AgentCheck, maxRosterFiles, type RosterReport } from '#shared/contract/agents.ts'
import type { ImportWarning } from '#shared/model/plan.ts'
import { refusedWith } from '#shared/refusal.ts'
import type { SourceFile } from '../../../planning/importers/source.ts'
import { jsonCommand, type Scene, type Session } from '../command.ts'
import { readText } from '../files.ts'
import { exitCodes, type Output, plain } from '../output.ts'
import { watchRun } from '../watch-run.ts'

export function addAgentCommands(program: CommandUnknownOpts, session: Session): void {
  const agents = program.command('agents').description('List, find, import and check agents')
  jsonCommand(agents, 'list', 'List the agents with their load').action((options) =>
    session(options, async ({ client, output }) => {
      output.list(await client.agents.list(), ({ id, kind, availability, running, capacity, skills }) => {
        const load = `${running} of ${capacity}`
        return `${id.padEnd(24)}  ${kind.padEnd(8)}  ${availability.padEnd(7)}  ${load.padEnd(8)}  ${skills.join(', ')}`
      })
    }),
  )
  jsonCommand(agents, 'discover', 'Find the coding agents on this machine; each is started once')
    .option('--add', 'add the usable ones to your agents')
    .action(({ add = false, json }) =>
      session({ json }, async ({ client, output, isRunningApp }) => {
        const report = await client.agents.discover({ add })
        output.document(report)
        for (const { id, name, version, command, fault } of report.found) {
          const is = fault ?? (report.added.includes(id) ? 'added' : 'can be used')
          output.line(plain(`${id.padEnd(10)}  ${name} ${version ?? ''}  ${command.join(' ')}  (${is})`))
        }
        if (report.found.length === 0) output.line('No supported coding agent found on PATH.')
        const { names, folders } = report.searched
        output.line(plain(`Looked for: ${names.join(', ')}`))
        const where = isRunningApp ? 'PATH of the running app' : 'PATH'
        output.line(plain(`${where}: ${folders.join(delimiter) || '(empty)'}`))
      }),
    )
  addOneAgentCommands(agents, session)
  jsonCommand(agents, 'import', 'Import agents of another tool; new agents start offline')
    .argument('<path>', 'Claude Code subagents (file or folder), a CrewAI agents.yaml, or an A2A agent card')
    .option('--dry-run', 'show the result without saving it')
    .option('--online', 'bring the agents online at once; agents without an agent card need your own worker')
    .action((path, { json, dryRun = false, online }) =>
      session({ json }, async ({ client, output }) => {
        const report = await client.agents.importRoster({ files: readRosterFiles(path), dryRun, online })
        output.document(report)
        sayReport(output, report, dryRun)
      }),
    )
}

/** A large roster has the same oddity in most of its files. */
const maxPerCode = 5

function sayReport(output: Output, report: RosterReport, isDryRun: boolean): void {
  const { agents, derived, replaced, warnings } = report
  for (const { code, where, message } of shortened(warnings)) {
    output.line(`  ! ${plain(`${where}: ${message}`)} (${code})`)
  }
  for (const { id, availability } of agents) {
    const own = derived.filter(({ agentId }) => agentId === id)
    const state = [availability, ...(replaced.includes(id) ? ['replaced'] : [])].join(', ')
    output.line(`${id}  (${state})`)
    for (const { skill, where, words } of own) output.line(plain(`    ${skill}  from ${where}: ${words}`))
  }
  const what = `${agents.length} ${agents.length === 1 ? 'agent' : 'agents'}`
  output.line(isDryRun ? `${what}; nothing was saved.` : `${what} imported.`)
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
      message: `And ${count - maxPerCode} more; --json shows all.`,
    })),
  ]
}

/** What is done with one agent: looked at, tried, let work or not. */
function addOneAgentCommands(agents: CommandUnknownOpts, session: Session): void {
  jsonCommand(agents, 'check', 'Check whether agents can take work now; needs a running Switchyard')
    .argument('[id]', 'an agent id (default: all agents)')
    .action((id, options) => session(options, (scene) => check(scene, id ?? null)))
  jsonCommand(agents, 'trial', 'Run one small task with this agent; the usual cost applies')
    .argument('<id>', 'an agent id')
    .argument('[text]', 'the task (default: describe your abilities)')
    .action((id, text, options) =>
      session({ ...options, isWorking: true }, async (scene) => {
        const { runId } = await scene.client.agents.trial({ id, text })
        scene.output.line(`Run ${runId}`)
        return watchRun(scene, { runId, build: null })
      }),
    )
  for (const [verb, description, done] of [
    ['enable', 'Enable an agent', 'Enabled'],
    ['disable', 'Disable an agent; running tasks finish', 'Disabled'],
  ] as const) {
    jsonCommand(agents, verb, description)
      .argument('<id>', 'an agent id')
      .action((id, options) =>
        session(options, async ({ client, output }) => {
          const { agent } = await client.agents[verb]({ id })
          output.show(agent, () => `${done} ${id}.`)
        }),
      )
  }
}

async function check({ client, output }: Scene, id: string | null): Promise<number> {
  const ids = id === null ? (await client.agents.list()).map((each) => each.id) : [id]
  const checks: (AgentCheck & { id: string })[] = []
  for (const each of ids) {
    const found = await client.agents.check({ id: each })
    checks.push({ id: each, ...found })
    say(output, each, found)
  }
  output.document(id === null ? checks : checks[0])
  return checks.every(({ ok }) => ok) ? exitCodes.done : exitCodes.failed
}

function say(output: Output, id: string, { ok, message, details, tookMs }: AgentCheck): void {
  output.line(plain(`${ok ? '✓' : '✗'} ${id}  ${message} (${(tookMs / 1000).toFixed(1)} s)`))
  for (const { name, value } of details) output.line(plain(`    ${name}: ${value}`))
}

const endings = /\.(?:md|ya?ml|json)$/i
/** A description of an agent is far below; what else lies in the folder is not read. */
const maxBytes = 1024 * 1024
const maxDepth = 16
const hiddenButRead: ReadonlySet<string> = new Set(['.claude', '.well-known'])

/** A file, or the files of a folder that may describe agents. Links are not followed. */
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
