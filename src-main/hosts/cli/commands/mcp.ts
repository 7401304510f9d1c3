import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { RefusalError, refusal, unwrap } from '#shared/refusal.ts'
import { words } from '#shared/words/words.ts'
import { createExclusive } from '../../../base/exclusive.ts'
import { type Config, readMachine } from '../../../boot/config.ts'
import { serveMcp } from '../../../mcp/server.ts'
import type { FaultGuard } from '../../faults.ts'
import { type Client, connect } from '../connect.ts'
import { endCommand, exitCodes, refusalOf } from '../output.ts'

const help = words.cliHelp.mcp

export function addMcpCommand(program: CommandUnknownOpts, config: Config, faults: FaultGuard): void {
  program
    .command('mcp')
    .option('--decide', help.mcp.decide)
    .description(help.mcp.about)
    .action(({ decide = false }) =>
      endCommand(false, async () => {
        if (decide && readMachine().isAttempt) throw new RefusalError(noAgent)
        const withClient = inTurn(config, faults)
        await serveMcp({ version: config.version, withClient, canDecide: decide, refusalOf })
        return exitCodes.done
      }),
    )
}

const noAgent = refusal('E_STATE', 'approval_by_agent')

/**
 * Connects for each call, because an MCP host stays open for days while the app starts and stops. Calls run one at a
 * time, because an in-process engine locks the data folder.
 */
function inTurn(config: Config, faults: FaultGuard) {
  const exclusive = createExclusive()
  return <T>(work: (client: Client) => Promise<T>): Promise<T> =>
    exclusive('', async () => {
      const { client, close } = unwrap(await connect(config, { isWorking: false }))
      return faults.hold(close, () => work(client))
    })
}
