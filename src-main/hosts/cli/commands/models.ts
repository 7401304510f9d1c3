import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { styleText } from 'node:util'
import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { refusedWith } from '#shared/refusal.ts'
import type { Keystore } from '../../../base/keystore.ts'
import { jsonCommand, type Session } from '../command.ts'
import { exitCodes, plain } from '../output.ts'

export function addModelCommands(program: CommandUnknownOpts, session: Session, keystore: Keystore): void {
  const models = jsonCommand(
    program,
    'models',
    'List the configured language models and their purposes',
  ).action((options) =>
    session(options, async ({ client, output }) => {
      output.list(
        await client.models.list(),
        ({ name, kind, model, usedFor }) =>
          plain(`${name}  ${kind}/${model}  for ${usedFor.join(', ') || 'nothing'}`),
        'No model configured (optional). Set SWITCHYARD_MODEL or open Settings → Models.',
      )
    }),
  )
  models
    .command('keep')
    .argument(
      '<entry>',
      'the keystore entry: the name in SWITCHYARD_MODEL_KEYSTORE, or agent-… for a remote agent',
    )
    .option('--remove', 'remove the key instead')
    .description("Read a key from standard input and store it in the system's keystore")
    .action((entry, { remove = false }) =>
      session({}, async ({ output }) => {
        if (remove) {
          const isGone = await reached(keystore.remove(entry))
          output.line(isGone ? `Removed ${plain(entry)}.` : `The keystore has no entry ${plain(entry)}.`)
          return
        }
        const key = (await readSecret()).trim()
        if (key === '') throw refusedWith('E_FORMAT', 'key_missing_in_input')
        await reached(keystore.write(entry, key))
        const isOfAgent = entry.startsWith('agent-')
        const use = isOfAgent
          ? 'in the headers of a remote agent: keystore:'
          : 'with SWITCHYARD_MODEL_KEYSTORE='
        output.line(`Stored. Use the key ${use}${plain(entry)}`)
      }),
    )
  jsonCommand(models, 'test', 'Test a model with a few short questions; a hosted provider bills them')
    .argument('<name>', 'a model name from `switchyard models`')
    .action((name, options) =>
      session(options, async ({ client, output }) => {
        const test = await client.models.test({ name })
        output.document(test)
        const { isWorking, mode, failure, models: known } = test
        const mark = isWorking ? styleText('green', '✓') : styleText('red', '✗')
        output.line(plain(`${mark} ${failure ?? `The model returns valid JSON (${mode}).`}`))
        if (known !== null) output.line(plain(`  Models of the server: ${known.slice(0, 20).join(', ')}`))
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

/** The first line of the input; nothing of it is shown. */
async function readSecret(): Promise<string> {
  const isTyped = process.stdin.isTTY
  if (isTyped) process.stderr.write('Key: ')
  const lines = createInterface({ input: process.stdin, output: silent, terminal: isTyped })
  for await (const line of lines) {
    if (isTyped) process.stderr.write('\n')
    return line
  }
  return ''
}

const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
