import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import type { Delivery, Webhook } from '#shared/model/webhook.ts'
import { words } from '#shared/words/words.ts'
import { jsonCommand, type Session } from '../command.ts'
import { exitCodes, plain } from '../output.ts'

const help = words.cliHelp.webhooks
const text = words.cli.webhooks

export function addWebhookCommands(program: CommandUnknownOpts, session: Session): void {
  const webhooks = program.command('webhooks').description(help.webhooks.about)
  jsonCommand(webhooks, 'add', help.add.about)
    .argument('<url>', help.add.url)
    .option('--events <types>', help.add.events, usualEvents)
    .option('--description <text>', help.add.description)
    .action((url, options) =>
      session(options, async ({ client, output }) => {
        const { description = '' } = options
        const events = options.events.split(',').map((each) => each.trim())
        const created = await client.webhooks.create({ url, events, description })
        output.show(created, lineOf)
        output.line(text.secret(created.secret))
        output.line(text.signatures)
      }),
    )
  jsonCommand(webhooks, 'list', help.list.about).action((options) =>
    session(options, async ({ client, output }) => {
      const list = await client.webhooks.list()
      output.list(list, lineOf, text.none)
    }),
  )
  jsonCommand(webhooks, 'test', help.test.about)
    .argument('<id>', help.test.id)
    .action((webhookId, options) =>
      session(options, async ({ client, output }) => {
        const delivery = await client.webhooks.test({ webhookId })
        output.show(delivery, lineOfDelivery)
        return delivery.status === 'delivered' ? exitCodes.done : exitCodes.failed
      }),
    )
  jsonCommand(webhooks, 'deliveries', help.deliveries.about)
    .argument('[id]', help.deliveries.id)
    .option('--limit <n>', help.deliveries.limit, '20')
    .action((id, options) =>
      session(options, async ({ client, output }) => {
        const limit = Number(options.limit)
        const list = await client.webhooks.listDeliveries({ limit, webhookId: id })
        output.list(list, lineOfDelivery, text.noDeliveries)
      }),
    )
  for (const name of ['remove', 'enable', 'disable'] as const) {
    jsonCommand(webhooks, name, help[name].about)
      .argument('<id>', help[name].id)
      .action((webhookId, options) =>
        session(options, async ({ client, output }) => {
          const textOf = (webhook: Webhook) =>
            name === 'remove' ? text.removed(webhook.id) : lineOf(webhook)
          output.show(await client.webhooks[name]({ webhookId }), textOf)
        }),
      )
  }
  jsonCommand(webhooks, 'redeliver', help.redeliver.about)
    .argument('<id>', help.redeliver.id)
    .action((deliveryId, options) =>
      session(options, async ({ client, output }) => {
        output.show(await client.webhooks.redeliver({ deliveryId }), lineOfDelivery)
      }),
    )
}

/** Default events: runs, tasks, results, failures and approvals. */
const usualEvents = 'run.*,task.*,attempt.finished,attempt.failed,approval.*'

function lineOf({ id, url, events, status, reason, description }: Webhook): string {
  const why = reason === null ? status : `${status}: ${reason}`
  return [id, plain(url), events.join(','), why, plain(description)].filter((part) => part !== '').join('  ')
}

function lineOfDelivery({ id, type, status, tries, error, dueAt }: Delivery): string {
  const next = dueAt === null ? '' : text.nextTry(new Date(dueAt).toISOString())
  const why = plain(error?.message ?? '')
  const parts = [id, type, status, text.tries(tries), why, next]
  return parts.filter((part) => part !== '').join('  ')
}
