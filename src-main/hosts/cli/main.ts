import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings'
import { type Config, loadConfig } from '../../boot/config.ts'
import { appRoot, readVersion } from '../app-root.ts'
import { endOnFaults, type FaultGuard } from '../faults.ts'
import { addAgentCommands } from './commands/agents.ts'
import { addAuditCommands } from './commands/audit.ts'
import { addExplainCommand } from './commands/explain.ts'
import { addGateCommands } from './commands/gates.ts'
import { addGoalCommands } from './commands/goal.ts'
import { addImportCommands } from './commands/import.ts'
import { addLogCommand } from './commands/log.ts'
import { addMcpCommand } from './commands/mcp.ts'
import { addMemoryCommand } from './commands/memory.ts'
import { addModelCommands } from './commands/models.ts'
import { addOpenCommand } from './commands/open.ts'
import { addPlanCommands } from './commands/plan.ts'
import { addRunCommand } from './commands/run.ts'
import { addScopeCommand } from './commands/scope.ts'
import { addServeCommand } from './commands/serve.ts'
import { addShowCommands } from './commands/show.ts'
import { addStatsCommand } from './commands/stats.ts'
import { addTokenCommands } from './commands/tokens.ts'
import { addWebhookCommands } from './commands/webhooks.ts'
import { addWorkspaceCommands } from './commands/workspaces.ts'
import { exitCodes } from './output.ts'
import { createSession } from './session.ts'

const examples = `
Examples:
  switchyard run onboarding
  switchyard run tasks.json --simulate
  switchyard import tasks.json --dry-run --json
  switchyard plan check plan.json && switchyard plan fix plan.json --out plan.json --all
  switchyard goal "Build a hello world web app" --out hello
  switchyard agents import .claude/agents --dry-run
  switchyard export plan_0193… --format mermaid --out plan.mmd
  switchyard explain --task task-001
  switchyard gates && switchyard answer gate_0193… approve --note "go on"
  switchyard show run_0193… task-001
  switchyard merge run_0193… && switchyard workspaces list
  switchyard memory read mem_0193…
  switchyard serve --open
  switchyard tokens create build-box --days 30

Exit codes:
  0 succeeded   1 the run failed, was rejected or was cancelled   2 refused: bad input, or something is in the way
  3 waits: a task that no agent can do, or a plan with errors   4 waits: a gate that a person must answer
  5 succeeded with gaps: an incomplete file, a check not run, a part left out or a skipped task
  70 a fault of Switchyard itself   130 stopped with Ctrl+C (the run can be resumed)

SWITCHYARD_DATA_DIR chooses the data folder; SWITCHYARD_LOG (debug, info, warn, error) what is logged to stderr;
SWITCHYARD_WEBHOOK_ALLOW (host:port, with commas) which receivers of your own networks webhooks may be sent to;
SWITCHYARD_TOKEN a token for the running app in place of the one in the data folder.`

/** Every command of the command line, with its texts; nothing runs before arguments are parsed. */
export function createProgram(config: Config, faults: FaultGuard): CommandUnknownOpts {
  const program = new Command('switchyard')
    .description(
      'Run plans with a crew of agents: dependencies that gate, answers to why, a log of everything.',
    )
    .version(config.version)
    .addHelpText('after', examples)
    .showHelpAfterError()
    .configureHelp({ showGlobalOptions: true })
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? exitCodes.done : exitCodes.refused))

  const session = createSession(config, faults)
  addRunCommand(program, session)
  addGoalCommands(program, session)
  addScopeCommand(program, session)
  addPlanCommands(program, session)
  addImportCommands(program, session)
  addAgentCommands(program, session)
  addLogCommand(program, session)
  addMemoryCommand(program, session)
  addMcpCommand(program, config, faults)
  addModelCommands(program, session, config.keystore)
  addShowCommands(program, session)
  addGateCommands(program, session)
  addExplainCommand(program, session)
  addStatsCommand(program, session)
  addTokenCommands(program, session)
  addWebhookCommands(program, session)
  addWorkspaceCommands(program, session)
  addAuditCommands(program, config, faults)
  addServeCommand(program, faults)
  addOpenCommand(program, config)
  return program
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
