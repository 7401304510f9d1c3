import { delimiter } from 'node:path'
import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import type { RosterReport } from '#shared/contract/agents.ts'
import type { ImportWarning } from '#shared/model/plan.ts'
import { jsonCommand } from '../command.ts'
import { type Output, plain } from '../output.ts'
import { readRosterFiles } from '../roster-files.ts'
import type { Session } from '../session.ts'
import { addOneAgentCommands } from './one-agent.ts'

export function addAgentCommands(program: CommandUnknownOpts, session: Session): void {
  const agents = program.command('agents').description('The roster: who can do tasks')
  jsonCommand(agents, 'list', 'The agents with their load').action((options) =>
    session(options, async ({ client, output }) => {
      const roster = await client.agents.list()
      output.document(roster)
      for (const { id, kind, availability, running, capacity, skills } of roster) {
        const load = `${running} of ${capacity}`
        output.line(
          `${id.padEnd(24)}  ${kind.padEnd(8)}  ${availability.padEnd(7)}  ${load.padEnd(8)}  ${skills.join(', ')}`,
        )
      }
    }),
  )
  jsonCommand(agents, 'discover', 'The coding agents on this machine; each is started for its first word')
    .option('--add', 'put those that can be used into the roster')
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
  jsonCommand(
    agents,
    'import',
    'Import agents of another tool; none is started or called, and new ones are offline',
  )
    .argument(
      '<path>',
      'sub-agents of Claude Code (a file or a folder), agents.yaml of CrewAI, or an A2A agent card',
    )
    .option('--dry-run', 'say what they would be and keep nothing')
    .option(
      '--online',
      'let them be given work at once: one of a card is sent it, for all others a worker of yours pulls it',
    )
    .action((path, { json, dryRun = false, online }) =>
      session({ json }, async ({ client, output }) => {
        const report = await client.agents.importRoster({
          files: readRosterFiles(path),
          dryRun,
          ...(online !== undefined && { online }),
        })
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
  output.line(isDryRun ? `${what}; nothing was kept.` : `${what} imported.`)
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
      message: `And ${count - maxPerCode} more of these; --json shows all.`,
    })),
  ]
}
