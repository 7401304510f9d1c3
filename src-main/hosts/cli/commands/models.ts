import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { styleText } from 'node:util'
import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { refusedWith } from '#shared/refusal.ts'
import { words } from '#shared/words/words.ts'
import type { Keystore } from '../../../base/keystore.ts'
import { jsonCommand, type Session } from '../command.ts'
import { exitCodes, plain } from '../output.ts'

const help = words.cliHelp.models
const text = words.cli.models

export function addModelCommands(program: CommandUnknownOpts, session: Session, keystore: Keystore): void {
  const models = jsonCommand(program, 'models', help.models.about).action((options) =>
    session(options, async ({ client, output }) => {
      output.list(
        await client.models.list(),
        ({ name, kind, model, usedFor }) => plain(text.line(name, `${kind}/${model}`, usedFor.join(', '))),
        text.none,
      )
    }),
  )
  models
    .command('keep')
    .argument('<entry>', help.keep.entry)
    .option('--remove', help.keep.remove)
    .description(help.keep.about)
    .action((entry, { remove = false }) =>
      session({}, async ({ output }) => {
        if (remove) {
          const isGone = await reached(keystore.remove(entry))
          output.line(isGone ? text.removed(plain(entry)) : text.noEntry(plain(entry)))
          return
        }
        const key = (await readSecret()).trim()
        if (key === '') throw refusedWith('E_FORMAT', 'key_missing_in_input')
        await reached(keystore.write(entry, key))
        const describe = entry.startsWith('agent-') ? text.storedForAgent : text.storedForModel
        output.line(describe(plain(entry)))
      }),
    )
  jsonCommand(models, 'test', help.test.about)
    .argument('<name>', help.test.name)
    .action((name, options) =>
      session(options, async ({ client, output }) => {
        const test = await client.models.test({ name })
        output.document(test)
        const { isWorking, mode, failure, models: known } = test
        const mark = isWorking ? styleText('green', '✓') : styleText('red', '✗')
        output.line(plain(`${mark} ${failure ?? text.works(String(mode))}`))
        if (known !== null) output.line(plain(`  ${text.known(known.slice(0, 20).join(', '))}`))
        return isWorking ? exitCodes.done : exitCodes.failed
      }),
    )
}

async function reached<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw refusedWith('E_STATE', 'keystore_closed', { why })
  }
}

/** Reads the first line of standard input, without echo in a terminal. */
async function readSecret(): Promise<string> {
  const isTyped = process.stdin.isTTY
  if (isTyped) process.stderr.write(text.key)
  const lines = createInterface({ input: process.stdin, output: silent, terminal: isTyped })
  for await (const line of lines) {
    if (isTyped) process.stderr.write('\n')
    return line
  }
  return ''
}

const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
