import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { RefusalError, refusal } from '#shared/refusal.ts'
import { type Config, readMachine } from '../../../boot/config.ts'
import { serveMcp } from '../../../mcp/server.ts'
import type { FaultGuard } from '../../faults.ts'
import { connect } from '../connect.ts'
import { unwrap } from '../files.ts'
import { refusalOf, sayFailure } from '../output.ts'

export function addMcpCommand(program: CommandUnknownOpts, config: Config, faults: FaultGuard): void {
  program
    .command('mcp')
    .option('--decide', 'let the MCP client answer approvals; only for a client that you operate yourself')
    .description('Serve MCP over standard input and output, for coding agents and editors')
    .action(async ({ decide = false }) => {
      // The end of the command, like that of every other one.
      try {
        if (decide && readMachine().isAttempt) throw new RefusalError(noAgent)
        const withClient = inTurn(config, faults)
        await serveMcp({ version: config.version, withClient, canDecide: decide, refusalOf })
      } catch (error) {
        process.exitCode = sayFailure(error, false)
      }
    })
}

const noAgent = refusal(
  'E_STATE',
  'An agent started this command, and agents must not answer approvals.',
  'Start `switchyard mcp` without --decide.',
)

/**
 * A connection for each call: a host stays for days, and what it talks to comes and goes. One call at a time, as an engine
 * of our own takes the data folder for as long as it lasts.
 */
function inTurn(config: Config, faults: FaultGuard) {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(work: (client: Awaited<ReturnType<typeof open>>['client']) => Promise<T>): Promise<T> => {
    const next = last.then(async () => {
      const connection = await open(config)
      const forget = faults.add(connection.close)
      return work(connection.client).finally(connection.close).finally(forget)
    })
    last = next.catch(() => {})
    return next
  }
}

const open = async (config: Config) => unwrap(await connect(config, { isWorking: false }))
