import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { z } from 'zod'
import { unwrap } from '#shared/refusal.ts'
import { words } from '#shared/words/words.ts'
import { parseInput } from '../../../base/parse-input.ts'
import { buildIfStale } from '../../build.mjs'
import type { FaultGuard } from '../../faults.ts'
import { endCommand, exitCodes } from '../output.ts'

const help = words.cliHelp.serve

export function addServeCommand(program: CommandUnknownOpts, faults: FaultGuard): void {
  program
    .command('serve')
    .option('--port <n>', help.serve.port)
    .option('--open', help.serve.open)
    .description(help.serve.about)
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
