import type { Command } from 'commander'
import { RefusalError, refusal } from '#shared/refusal.ts'
import { type Config, readMachine } from '../../../boot/config.ts'
import { connectToRunning } from '../connect.ts'
import { createOutput, exitCodes, sayFailure } from '../output.ts'

export function addOpenCommand(program: Command, config: Config): void {
  program
    .command('open')
    .option('--print', 'print the link without opening the browser')
    .option('--json', 'print one JSON document and nothing else')
    .description('Open the interface of the running app in the browser, with a fresh sign-in link')
    .action(async ({ print: isPrinted = false, json = false }: { print?: boolean; json?: boolean }) => {
      // The end of the command, like that of every other one.
      try {
        const url = await createLink(config)
        const output = createOutput(json)
        output.document({ url })
        output.line(`Open ${url}`)
        output.line('The link works once, within ten minutes.')
        if (!isPrinted && !json && readMachine().hasDisplay) await openBrowser(url)
        process.exitCode = exitCodes.done
      } catch (error) {
        process.exitCode = sayFailure(error, json)
      }
    })
}

async function createLink(config: Config): Promise<string> {
  const running = await connectToRunning(config)
  if (running === null) throw new RefusalError(notRunning)
  const { url } = await running.client.system.createLaunchLink().finally(running.close)
  return url
}

const notRunning = refusal('E_STATE', 'Switchyard is not running.', 'Start it with: switchyard serve')

/** The link is on the screen already: a browser that does not start costs a click. */
async function openBrowser(url: string): Promise<void> {
  const { default: open } = await import('open')
  const browser = await open(url).catch(() => null)
  browser?.on('error', () => process.stderr.write('The browser did not start. Open the link yourself.\n'))
}
