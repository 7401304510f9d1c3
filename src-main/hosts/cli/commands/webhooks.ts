import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import type { Delivery, Webhook } from '#shared/model/webhook.ts'
import { jsonCommand } from '../command.ts'
import { exitCodes, plain } from '../output.ts'
import type { Session } from '../session.ts'

export function addWebhookCommands(program: CommandUnknownOpts, session: Session): void {
  const webhooks = program.command('webhooks').description('Send what happens to a URL, signed')
  addAdd(webhooks, session)
  addList(webhooks, session)
  addTest(webhooks, session)
  addDeliveries(webhooks, session)
  addChanges(webhooks, session)
}

/** What a person would want to hear of: runs, tasks, results, failures and gates. */
const usualEvents = 'run.*,task.*,attempt.finished,attempt.failed,approval.*'

function addAdd(webhooks: CommandUnknownOpts, session: Session): void {
  jsonCommand(webhooks, 'add', 'Add a webhook; its secret is shown this once')
    .argument('<url>', 'https://… or http://…')
    .option(
      '--events <types>',
      'types, prefixes such as task.*, or * for every event, log lines too',
      usualEvents,
    )
    .option('--description <text>', 'what it is for')
    .action((url, options) =>
      session(options, async ({ client, output }) => {
        const { description = '' } = options
        const events = options.events.split(',').map((each) => each.trim())
        const created = await client.webhooks.create({ url, events, description })
        output.document(created)
        output.line(lineOf(created))
        output.line(`Secret, shown only now: ${created.secret}`)
        output.line('Receivers check signatures with it as Standard Webhooks does (standardwebhooks.com).')
      }),
    )
}

function addList(webhooks: CommandUnknownOpts, session: Session): void {
  jsonCommand(webhooks, 'list', 'The webhooks').action((options) =>
    session(options, async ({ client, output }) => {
      const list = await client.webhooks.list()
      output.list(list, lineOf, 'No webhook is there. Add one: npx switchyard webhooks add <url>')
    }),
  )
}

function addTest(webhooks: CommandUnknownOpts, session: Session): void {
  jsonCommand(webhooks, 'test', 'Send a ping and say what came of it; needs a running app')
    .argument('<id>', 'a webhook, as `npx switchyard webhooks list` prints it')
    .action((webhookId, options) =>
      session(options, async ({ client, output }) => {
        const delivery = await client.webhooks.test({ webhookId })
        output.document(delivery)
        output.line(lineOfDelivery(delivery))
        return delivery.status === 'delivered' ? exitCodes.done : exitCodes.failed
      }),
    )
}

function addDeliveries(webhooks: CommandUnknownOpts, session: Session): void {
  jsonCommand(webhooks, 'deliveries', 'What was sent, and what came of it, newest first')
    .argument('[id]', 'only those of one webhook')
    .option('--limit <n>', 'how many', '20')
    .action((id, options) =>
      session(options, async ({ client, output }) => {
        const limit = Number(options.limit)
        const list = await client.webhooks.listDeliveries({ limit, webhookId: id })
        output.list(list, lineOfDelivery, 'Nothing was sent yet.')
      }),
    )
}

const changes = {
  remove: 'Remove a webhook and its deliveries',
  enable: 'Send again, from now on',
  disable: 'Send nothing more until it is enabled',
} as const

function addChanges(webhooks: CommandUnknownOpts, session: Session): void {
  for (const name of ['remove', 'enable', 'disable'] as const) {
    jsonCommand(webhooks, name, changes[name])
      .argument('<id>', 'a webhook, as `npx switchyard webhooks list` prints it')
      .action((webhookId, options) =>
        session(options, async ({ client, output }) => {
          const webhook = await client.webhooks[name]({ webhookId })
          output.document(webhook)
          output.line(name === 'remove' ? `Removed ${webhook.id}.` : lineOf(webhook))
        }),
      )
  }
  jsonCommand(webhooks, 'redeliver', 'Send a delivery that ended again')
    .argument('<id>', 'a delivery, as `npx switchyard webhooks deliveries` prints it')
    .action((deliveryId, options) =>
      session(options, async ({ client, output }) => {
        const delivery = await client.webhooks.redeliver({ deliveryId })
        output.document(delivery)
        output.line(lineOfDelivery(delivery))
      }),
    )
}

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
