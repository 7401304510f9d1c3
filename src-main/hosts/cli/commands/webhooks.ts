import type { Command } from 'commander'
import type { Delivery, Webhook } from '#shared/model/webhook.ts'
import { exitCodes, type Output, plain } from '../output.ts'
import type { Session } from '../session.ts'

interface Json {
  readonly json?: boolean
}

export function addWebhookCommands(program: Command, session: Session): void {
  const webhooks = program.command('webhooks').description('Send what happens to a URL, signed')
  addAdd(webhooks, session)
  addList(webhooks, session)
  addTest(webhooks, session)
  addDeliveries(webhooks, session)
  addChanges(webhooks, session)
}

/** What a person would want to hear of: runs, tasks, results, failures and gates. */
const usualEvents = 'run.*,task.*,attempt.finished,attempt.failed,approval.*'

/** A command that prints one JSON document on demand. */
const command = (parent: Command, name: string, description: string): Command =>
  parent.command(name).description(description).option('--json', 'print one JSON document and nothing else')

function addAdd(webhooks: Command, session: Session): void {
  command(webhooks, 'add', 'Add a webhook; its secret is shown this once')
    .argument('<url>', 'https://… or http://…')
    .option(
      '--events <types>',
      'types, prefixes such as task.*, or * for every event, log lines too',
      usualEvents,
    )
    .option('--description <text>', 'what it is for')
    .action((url: string, options: Json & { events: string; description?: string }) =>
      session(options, async ({ client, output }) => {
        const { description = '' } = options
        const events = options.events.split(',').map((each) => each.trim())
        const created = await client.webhooks.create({ url, events, description })
        output.document(created)
        output.line(lineOf(created))
        output.line(`Secret, shown only now: ${created.secret}`)
        output.line('Receivers check signatures with it as Standard Webhooks does (standardwebhooks.com).')
        return exitCodes.done
      }),
    )
}

function addList(webhooks: Command, session: Session): void {
  command(webhooks, 'list', 'The webhooks').action((options: Json) =>
    session(options, async ({ client, output }) => {
      const list = await client.webhooks.list()
      output.document(list)
      for (const webhook of list) output.line(lineOf(webhook))
      if (list.length === 0) output.line('No webhook is there. Add one: npx switchyard webhooks add <url>')
      return exitCodes.done
    }),
  )
}

function addTest(webhooks: Command, session: Session): void {
  command(webhooks, 'test', 'Send a ping and say what came of it; needs a running app')
    .argument('<id>', 'a webhook, as `npx switchyard webhooks list` prints it')
    .action((webhookId: string, options: Json) =>
      session(options, async ({ client, output }) => {
        const delivery = await client.webhooks.test({ webhookId })
        output.document(delivery)
        sayDelivery(output, delivery)
        return delivery.status === 'delivered' ? exitCodes.done : exitCodes.failed
      }),
    )
}

function addDeliveries(webhooks: Command, session: Session): void {
  command(webhooks, 'deliveries', 'What was sent, and what came of it, newest first')
    .argument('[id]', 'only those of one webhook')
    .option('--limit <n>', 'how many', '20')
    .action((id: string | undefined, options: Json & { limit: string }) =>
      session(options, async ({ client, output }) => {
        const limit = Number(options.limit)
        const list = await client.webhooks.listDeliveries({
          limit,
          ...(id !== undefined && { webhookId: id }),
        })
        output.document(list)
        for (const delivery of list) sayDelivery(output, delivery)
        if (list.length === 0) output.line('Nothing was sent yet.')
        return exitCodes.done
      }),
    )
}

const changes = {
  remove: 'Remove a webhook and its deliveries',
  enable: 'Send again, from now on',
  disable: 'Send nothing more until it is enabled',
} as const

function addChanges(webhooks: Command, session: Session): void {
  for (const name of ['remove', 'enable', 'disable'] as const) {
    command(webhooks, name, changes[name])
      .argument('<id>', 'a webhook, as `npx switchyard webhooks list` prints it')
      .action((webhookId: string, options: Json) =>
        session(options, async ({ client, output }) => {
          const webhook = await client.webhooks[name]({ webhookId })
          output.document(webhook)
          output.line(name === 'remove' ? `Removed ${webhook.id}.` : lineOf(webhook))
          return exitCodes.done
        }),
      )
  }
  command(webhooks, 'redeliver', 'Send a delivery that ended again')
    .argument('<id>', 'a delivery, as `npx switchyard webhooks deliveries` prints it')
    .action((deliveryId: string, options: Json) =>
      session(options, async ({ client, output }) => {
        const delivery = await client.webhooks.redeliver({ deliveryId })
        output.document(delivery)
        sayDelivery(output, delivery)
        return exitCodes.done
      }),
    )
}

function lineOf({ id, url, events, status, reason, description }: Webhook): string {
  const why = reason === null ? status : `${status}: ${reason}`
  return [id, plain(url), events.join(','), why, plain(description)].filter((part) => part !== '').join('  ')
}

function sayDelivery(output: Output, { id, type, status, tries, error, dueAt }: Delivery): void {
  const next = dueAt === null ? '' : `next try ${new Date(dueAt).toISOString()}`
  const why = plain(error?.message ?? '')
  const parts = [id, type, status, `${tries} ${tries === 1 ? 'try' : 'tries'}`, why, next]
  output.line(parts.filter((part) => part !== '').join('  '))
}
