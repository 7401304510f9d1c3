import { styleText } from 'node:util'
import type { Command } from 'commander'
import { exitCodes, plain } from '../output.ts'
import type { Session } from '../session.ts'

export function addModelCommands(program: Command, session: Session): void {
  const models = program
    .command('models')
    .option('--json', 'print one JSON document and nothing else')
    .description('The language models that are set (SWITCHYARD_MODEL…), and what each is used for')
    .action((options: { json?: boolean }) =>
      session(options, async ({ client, output }) => {
        const list = await client.models.list()
        output.document(list)
        for (const { name, kind, model, usedFor } of list) {
          output.line(plain(`${name}  ${kind}/${model}  for ${usedFor.join(', ') || 'nothing'}`))
        }
        if (list.length === 0) output.line('None is set, and none is needed. SWITCHYARD_MODEL names one.')
        return exitCodes.done
      }),
    )
  models
    .command('test')
    .argument('<name>', 'as `switchyard models` calls it')
    .option('--json', 'print one JSON document and nothing else')
    .description('Ask it a few short questions, to see whether it can be used; a provider bills them')
    .action((name: string, options: { json?: boolean }) =>
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
