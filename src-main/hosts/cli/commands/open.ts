import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { RefusalError, refusal } from '#shared/refusal.ts'
import { words } from '#shared/words/words.ts'
import { type Config, readMachine } from '../../../boot/config.ts'
import { jsonCommand } from '../command.ts'
import { connectToRunning } from '../connect.ts'
import { createOutput, endCommand, exitCodes } from '../output.ts'

const help = words.cliHelp.open
const text = words.cli.open

export function addOpenCommand(program: CommandUnknownOpts, config: Config): void {
  jsonCommand(program, 'open', help.open.about)
    .option('--print', help.open.print)
    .action(({ print: isPrinted = false, json = false }) =>
      endCommand(json, async () => {
        const url = await createLink(config)
        const output = createOutput(json)
        output.show({ url }, () => text.open(url))
        output.line(text.once)
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

/** A browser that fails to start is only reported, because the link has already been printed. */
async function openBrowser(url: string): Promise<void> {
  const { default: open } = await import('open')
  const browser = await open(url).catch(() => null)
  browser?.on('error', () => process.stderr.write(`${text.noBrowser}\n`))
}
