import type { Command } from 'commander'
import { runServer } from '../../server/main.ts'

export function addServeCommand(program: Command): void {
  program
    .command('serve')
    .option(
      '--port <n>',
      'the port of the loopback server; 0 takes any free one (default: 4717, or a free one)',
    )
    .option('--open', 'open the interface in the browser')
    .description('Run Switchyard as a server on this machine, with its interface in the browser')
    .action(async (options: { port?: string; open?: boolean }) => {
      const port = options.port === undefined ? undefined : Number(options.port)
      process.exitCode = await runServer({ port, isBrowserWanted: options.open ?? false })
    })
}
