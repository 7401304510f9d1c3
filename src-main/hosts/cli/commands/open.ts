import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { RefusalError, refusal } from '#shared/refusal.ts'
import { type Config, readMachine } from '../../../boot/config.ts'
import { jsonCommand } from '../command.ts'
import { connectToRunning } from '../connect.ts'
import { createOutput, endCommand, exitCodes } from '../output.ts'

export function addOpenCommand(program: CommandUnknownOpts, config: Config): void {
  jsonCommand(program, 'open', 'Open the running Switchyard in the browser with a new sign-in link')
    .option('--print', 'print the link without opening the browser')
    .action(({ print: isPrinted = false, json = false }) =>
      endCommand(json, async () => {
        const url = await createLink(config)
        const output = createOutput(json)
        output.show({ url }, () => `Open ${url}`)
        output.line('The link works once, within ten minutes.')
        if (!isPrinted && !json && readMachine().hasDisplay) await openBrowser(url)
        return exitCodes.done
      }),
    )
}

async function createLink(config: Config): Promise<string> {
  const running = await connectToRunning(config)
  if (running === null) throw new RefusalError(notRunning)
  const { url } = await running.client.system.createLaunchLink().finally(running.close)
  return url
}

const notRunning = refusal('E_STATE', 'switchyard_not_running')

/** The link is on the screen already: a browser that does not start costs a click. */
async function openBrowser(url: string): Promise<void> {
  const { default: open } = await import('open')
  const browser = await open(url).catch(() => null)
  browser?.on('error', () => process.stderr.write('The browser did not start. Open the link by hand.\n'))
}
