import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { styleText } from 'node:util'
import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { RefusalError, refusal } from '#shared/refusal.ts'
import type { Keystore } from '../../../base/keystore.ts'
import { jsonCommand } from '../command.ts'
import { exitCodes, plain } from '../output.ts'
import type { Session } from '../session.ts'

export function addModelCommands(program: CommandUnknownOpts, session: Session, keystore: Keystore): void {
  const models = jsonCommand(
    program,
    'models',
    'The language models that are set (SWITCHYARD_MODEL…), and what each is used for',
  ).action((options) =>
    session(options, async ({ client, output }) => {
      output.list(
        await client.models.list(),
        ({ name, kind, model, usedFor }) =>
          plain(`${name}  ${kind}/${model}  for ${usedFor.join(', ') || 'nothing'}`),
        'None is set, and none is needed. SWITCHYARD_MODEL names one.',
      )
    }),
  )
  models
    .command('keep')
    .argument(
      '<entry>',
      'what it is called there; SWITCHYARD_MODEL_KEYSTORE names it, and agent-… is for a remote agent',
    )
    .option('--remove', 'take it out instead')
    .description("Put the key of a model or a remote agent, read from the input, into the system's keystore")
    .action((entry, { remove = false }) =>
      session({}, async ({ output }) => {
        if (remove) {
          const isGone = await reached(keystore.remove(entry))
          output.line(isGone ? `Removed ${plain(entry)}.` : `There is no entry ${plain(entry)}.`)
          return
        }
        const key = (await readSecret()).trim()
        if (key === '')
          throw new RefusalError(refusal('E_FORMAT', 'No key was given.', 'Write it to the input.'))
        await reached(keystore.write(entry, key))
        const isOfAgent = entry.startsWith('agent-')
        const use = isOfAgent
          ? 'in the headers of a remote agent: keystore:'
          : 'with SWITCHYARD_MODEL_KEYSTORE='
        output.line(`Kept. Use it ${use}${plain(entry)}`)
      }),
    )
  jsonCommand(
    models,
    'test',
    'Ask it a few short questions, to see whether it can be used; a provider bills them',
  )
    .argument('<name>', 'as `switchyard models` calls it')
    .action((name, options) =>
      session(options, async ({ client, output }) => {
        const test = await client.models.test({ name })
        output.document(test)
        const { isWorking, mode, failure, models: known } = test
        const mark = isWorking ? styleText('green', '✓') : styleText('red', '✗')
        output.line(plain(`${mark} ${failure ?? `It answers in the form that is asked for (${mode}).`}`))
        if (known !== null) output.line(plain(`  The server has: ${known.slice(0, 20).join(', ')}`))
        return isWorking ? exitCodes.done : exitCodes.failed
      }),
    )
}

async function reached<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const message = `The keystore of this system cannot be reached: ${error instanceof Error ? error.message : String(error)}.`
    throw new RefusalError(
      refusal('E_STATE', message, 'Unlock it, or put the key into SWITCHYARD_MODEL_KEY.'),
    )
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
