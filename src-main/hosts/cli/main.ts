import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings'
import { words } from '#shared/words/words.ts'
import { type Config, loadConfig } from '../../boot/config.ts'
import { appRoot, readVersion } from '../app-root.ts'
import { endOnFaults, type FaultGuard } from '../faults.ts'
import { createSession } from './command.ts'
import { addAgentCommands } from './commands/agents.ts'
import { addApprovalCommands } from './commands/approvals.ts'
import { addAuditCommands } from './commands/audit.ts'
import { addExplainCommand } from './commands/explain.ts'
import { addGoalCommands } from './commands/goal.ts'
import { addImportCommands } from './commands/import.ts'
import { addMcpCommand } from './commands/mcp.ts'
import { addMemoryCommand } from './commands/memory.ts'
import { addModelCommands } from './commands/models.ts'
import { addOpenCommand } from './commands/open.ts'
import { addPlanCommands } from './commands/plan.ts'
import { addRunCommand } from './commands/run.ts'
import { addScopeCommand } from './commands/scope.ts'
import { addServeCommand } from './commands/serve.ts'
import { addLogCommand, addShowCommands } from './commands/show.ts'
import { addStatsCommand } from './commands/stats.ts'
import { addTokenCommands } from './commands/tokens.ts'
import { addWebhookCommands } from './commands/webhooks.ts'
import { addWorkspaceCommands } from './commands/workspaces.ts'
import { exitCodes } from './output.ts'

const text = words.cliHelp.program

const examples = [
  'switchyard run onboarding',
  'switchyard run tasks.json --simulate',
  'switchyard goal "Build a hello world web app" --out hello',
  'switchyard approvals && switchyard answer gate_0193… approve --note "Looks good"',
  'switchyard explain --task task-001',
  'switchyard merge run_0193… && switchyard workspaces list',
  'switchyard plan check plan.json && switchyard plan fix plan.json --out plan.json --all',
  'switchyard serve --open',
]

/** Text after `switchyard --help`: examples, exit codes and environment variables. */
function describeUse(): string {
  const codes = Object.entries(exitCodes).sort(([, one], [, other]) => one - other)
  const named = new Map(Object.entries(text.exitCodes))
  const width = Math.max(...Object.keys(text.variables).map((name) => name.length)) + 2
  const lines = [
    ...['', text.examples, ...examples.map((each) => `  ${each}`)],
    ...['', text.exitCodesHeading],
    ...codes.map(([name, code]) => `  ${String(code).padEnd(5)}${named.get(name) ?? name}`),
    ...['', text.variablesHeading],
    ...Object.entries(text.variables).map(([name, about]) => `  ${name.padEnd(width)}${about}`),
  ]
  return lines.join('\n')
}

/** Help headings of commander, mapped to the words of the catalogue. */
const titles: ReadonlyMap<string, string> = new Map([
  ['Usage:', text.titles.usage],
  ['Arguments:', text.titles.arguments],
  ['Options:', text.titles.options],
  ['Global Options:', text.titles.globalOptions],
  ['Commands:', text.titles.commands],
])

/** Commands grouped by purpose. A command without a group appears under `maintain`. */
const groups: readonly (readonly [heading: string, commands: readonly string[]])[] = [
  [text.groups.run, ['run', 'goal', 'pause', 'resume', 'unpause', 'stop', 'unblock']],
  [text.groups.answer, ['approvals', 'answer', 'delegate']],
  [text.groups.inspect, ['runs', 'show', 'explain', 'decisions', 'stats', 'log', 'memory']],
  [text.groups.results, ['files', 'merge', 'workspaces']],
  [text.groups.plan, ['scope', 'plan', 'import', 'export']],
  [text.groups.setUp, ['agents', 'models', 'serve', 'open', 'mcp', 'tokens', 'webhooks']],
  [text.groups.maintain, ['audit', 'replay']],
]

/** Defines all commands with their help texts. No command runs until arguments are parsed. */
export function createProgram(config: Config, faults: FaultGuard): CommandUnknownOpts {
  const program = new Command('switchyard')
    .description(text.about)
    .version(config.version, '-V, --version', text.version)
    .helpOption('-h, --help', text.helpOption)
    .addHelpText('after', describeUse())
    .configureHelp({ showGlobalOptions: true, styleTitle: (title) => titles.get(title) ?? title })
    .commandsGroup(text.groups.maintain)
    .helpCommand('help [command]', text.help)
    .configureOutput({ outputError: (written, write) => write(inOneLine(written)) })
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? exitCodes.done : exitCodes.refused))

  const session = createSession(config, faults)
  // The help lists groups in the order of their first command.
  addRunCommand(program, session)
  addApprovalCommands(program, session)
  addShowCommands(program, session)
  addExplainCommand(program, session)
  addStatsCommand(program, session)
  addLogCommand(program, session)
  addMemoryCommand(program, session)
  addGoalCommands(program, session)
  addWorkspaceCommands(program, session)
  addScopeCommand(program, session)
  addPlanCommands(program, session)
  addImportCommands(program, session)
  addAgentCommands(program, session)
  addModelCommands(program, session, config.keystore)
  addServeCommand(program, faults)
  addOpenCommand(program, config)
  addMcpCommand(program, config, faults)
  addTokenCommands(program, session)
  addWebhookCommands(program, session)
  addAuditCommands(program, config, faults)
  for (const [heading, names] of groups)
    for (const command of program.commands) if (names.includes(command.name())) command.helpGroup(heading)
  return program
}

/** Prints an error on one line. The full help would hide the error and the suggested name. */
function inOneLine(written: string): string {
  const [error = '', suggestion] = written
    .replace(/^error: /, '')
    .trim()
    .split('\n')
  const advice = /Did you mean (.*)\?/.exec(suggestion ?? '')?.[0] ?? text.seeHelp
  return `${error.slice(0, 1).toUpperCase()}${error.slice(1)}. ${advice}\n`
}

/** Runs the command line of this process, from arguments to exit code. */
export async function runCli(): Promise<void> {
  // The reader of standard output may close it (`| head`). The command still runs to completion.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
  const config = loadConfig({ appRoot, version: readVersion(appRoot) })
  const faults = endOnFaults({ ...config, end: () => process.exit(exitCodes.fault) })
  await createProgram(config, faults).parseAsync()
}
