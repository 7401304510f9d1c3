import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { z } from 'zod'
import { unwrap } from '#shared/refusal.ts'
import { parseInput } from '../../../base/parse-input.ts'
import { buildIfStale } from '../../build.mjs'
import type { FaultGuard } from '../../faults.ts'
import { endCommand, exitCodes } from '../output.ts'

export function addServeCommand(program: CommandUnknownOpts, faults: FaultGuard): void {
  program
    .command('serve')
    .option('--port <n>', 'the loopback port; 0 picks a free port (default: 4717, or a free port)')
    .option('--open', 'open the window in the browser')
    .description('Serve the Switchyard window to a browser on this machine')
    .action(({ port, open: isBrowserWanted = false }) =>
      endCommand(false, async () => {
        const say = (line: string): void => void process.stdout.write(`${line}\n`)
        if (isBrowserWanted && !buildIfStale(say)) return exitCodes.failed
        const { runServer } = await import('../../server/main.ts')
        return runServer({ port: port === undefined ? undefined : portOf(port), isBrowserWanted, faults })
      }),
    )
}

const portSchema = z.strictObject({ port: z.coerce.number().int().min(0).max(65_535) })

const portOf = (port: string): number => unwrap(parseInput(portSchema, { port })).port
