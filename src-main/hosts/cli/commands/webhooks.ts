import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import type { Delivery, Webhook } from '#shared/model/webhook.ts'
import { jsonCommand, type Session } from '../command.ts'
import { exitCodes, plain } from '../output.ts'

export function addWebhookCommands(program: CommandUnknownOpts, session: Session): void {
  const webhooks = program.command('webhooks').description('Send signed events to a URL')
  jsonCommand(webhooks, 'add', 'Add a webhook; the secret is shown once')
    .argument('<url>', 'the address of the receiver: https://… or http://…')
    .option(
      '--events <types>',
      'event types, prefixes such as task.*, or * for all events and log lines',
      usualEvents,
    )
    .option('--description <text>', 'the purpose of the webhook')
    .action((url, options) =>
      session(options, async ({ client, output }) => {
        const { description = '' } = options
        const events = options.events.split(',').map((each) => each.trim())
        const created = await client.webhooks.create({ url, events, description })
        output.show(created, lineOf)
        output.line(`Secret, shown only now: ${created.secret}`)
        output.line('Receivers check signatures by Standard Webhooks (standardwebhooks.com).')
      }),
    )
  jsonCommand(webhooks, 'list', 'List the webhooks').action((options) =>
    session(options, async ({ client, output }) => {
      const list = await client.webhooks.list()
      output.list(list, lineOf, 'No webhooks. Add one: npx switchyard webhooks add <url>')
    }),
  )
  jsonCommand(webhooks, 'test', 'Send a ping and show the response; needs a running Switchyard')
    .argument('<id>', 'a webhook id from `switchyard webhooks list`')
    .action((webhookId, options) =>
      session(options, async ({ client, output }) => {
        const delivery = await client.webhooks.test({ webhookId })
        output.show(delivery, lineOfDelivery)
        return delivery.status === 'delivered' ? exitCodes.done : exitCodes.failed
      }),
    )
  jsonCommand(webhooks, 'deliveries', 'List deliveries with their results, newest first')
    .argument('[id]', 'only deliveries of one webhook')
    .option('--limit <n>', 'the maximum number of deliveries', '20')
    .action((id, options) =>
      session(options, async ({ client, output }) => {
        const limit = Number(options.limit)
        const list = await client.webhooks.listDeliveries({ limit, webhookId: id })
        output.list(list, lineOfDelivery, 'No deliveries yet.')
      }),
    )
  for (const name of ['remove', 'enable', 'disable'] as const) {
    jsonCommand(webhooks, name, changes[name])
      .argument('<id>', 'a webhook id from `switchyard webhooks list`')
      .action((webhookId, options) =>
        session(options, async ({ client, output }) => {
          const textOf = (webhook: Webhook) =>
            name === 'remove' ? `Removed ${webhook.id}.` : lineOf(webhook)
          output.show(await client.webhooks[name]({ webhookId }), textOf)
        }),
      )
  }
  jsonCommand(webhooks, 'redeliver', 'Send a finished delivery again')
    .argument('<id>', 'a delivery id from `switchyard webhooks deliveries`')
    .action((deliveryId, options) =>
      session(options, async ({ client, output }) => {
        output.show(await client.webhooks.redeliver({ deliveryId }), lineOfDelivery)
      }),
    )
}

/** What a person would want to hear of: runs, tasks, results, failures and gates. */
const usualEvents = 'run.*,task.*,attempt.finished,attempt.failed,approval.*'

const changes = {
  remove: 'Remove a webhook and its deliveries',
  enable: 'Enable a webhook',
  disable: 'Disable a webhook; nothing is sent until you enable it',
} as const

function lineOf({ id, url, events, status, reason, description }: Webhook): string {
  const why = reason === null ? status : `${status}: ${reason}`
  return [id, plain(url), events.join(','), why, plain(description)].filter((part) => part !== '').join('  ')
}

function lineOfDelivery({ id, type, status, tries, error, dueAt }: Delivery): string {
  const next = dueAt === null ? '' : `next try ${new Date(dueAt).toISOString()}`
  const why = plain(error?.message ?? '')
  const parts = [id, type, status, `${tries} ${tries === 1 ? 'try' : 'tries'}`, why, next]
  return parts.filter((part) => part !== '').join('  ')
}
