import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings'
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

const examples = `
Examples:
  switchyard run onboarding
  switchyard run tasks.json --simulate
  switchyard goal "Build a hello world web app" --out hello
  switchyard approvals && switchyard answer gate_0193… approve --note "Looks good"
  switchyard explain --task task-001
  switchyard merge run_0193… && switchyard workspaces list
  switchyard plan check plan.json && switchyard plan fix plan.json --out plan.json --all
  switchyard serve --open

Exit codes:
  0 succeeded   1 failed, rejected or cancelled   2 refused: invalid input, or a conflict
  3 blocked: a task without an agent, or a plan with errors   4 blocked: an approval needs your answer
  5 succeeded with gaps: an incomplete file, a check that did not run, or a skipped task
  70 internal error   130 stopped with Ctrl+C (resume continues the run)

Environment variables:
  SWITCHYARD_DATA_DIR        the data folder
  SWITCHYARD_LOG             the log level on stderr: debug, info, warn or error
  SWITCHYARD_TOKEN           an access token for the running Switchyard
  SWITCHYARD_WEBHOOK_ALLOW   private webhook receivers to allow, as host:port,host:port`

/** Commands by purpose. A command without a group is listed under Maintain. */
const groups: Readonly<Record<string, readonly string[]>> = {
  'Run:': ['run', 'goal', 'pause', 'resume', 'unpause', 'stop', 'unblock'],
  'Answer:': ['approvals', 'answer', 'delegate'],
  'Inspect:': ['runs', 'show', 'explain', 'decisions', 'stats', 'log', 'memory'],
  'Use the results:': ['files', 'merge', 'workspaces'],
  'Plan:': ['scope', 'plan', 'import', 'export'],
  'Set up:': ['agents', 'models', 'serve', 'open', 'mcp', 'tokens', 'webhooks'],
  'Maintain:': ['audit', 'replay'],
}

/** Every command of the command line, with its texts; nothing runs before arguments are parsed. */
export function createProgram(config: Config, faults: FaultGuard): CommandUnknownOpts {
  const program = new Command('switchyard')
    .description(
      'Run plans with people and agents: dependencies, approvals, explanations and a complete log.',
    )
    .version(config.version)
    .addHelpText('after', examples)
    .configureHelp({ showGlobalOptions: true })
    .commandsGroup('Maintain:')
    .helpCommand('help [command]', 'Show the help of a command')
    .configureOutput({ outputError: (text, write) => write(inOneLine(text)) })
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? exitCodes.done : exitCodes.refused))

  const session = createSession(config, faults)
  // The help lists the groups in the order of their first command.
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
  for (const [heading, names] of Object.entries(groups))
    for (const command of program.commands) if (names.includes(command.name())) command.helpGroup(heading)
  return program
}

/** Prints an error in one line: the whole help would hide the error and the nearest name. */
function inOneLine(text: string): string {
  const [error = '', suggestion] = text
    .replace(/^error: /, '')
    .trim()
    .split('\n')
  const advice = /Did you mean (.*)\?/.exec(suggestion ?? '')?.[0] ?? 'Help: switchyard --help'
  return `${error.slice(0, 1).toUpperCase()}${error.slice(1)}. ${advice}\n`
}

/** The command line of this process, from its arguments to its exit code. */
export async function runCli(): Promise<void> {
  // Whoever reads may leave (`| head`): what was asked for is done to its end all the same.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
  const config = loadConfig({ appRoot, version: readVersion(appRoot) })
  const faults = endOnFaults({ ...config, end: () => process.exit(exitCodes.fault) })
  await createProgram(config, faults).parseAsync()
}
