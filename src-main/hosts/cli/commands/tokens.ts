import { type CommandUnknownOpts, Option } from '@commander-js/extra-typings'
import { maxTokenDays } from '#shared/contract/tokens.ts'
import { type CreatedScope, createdScopes, type TokenView, tokenScopes } from '#shared/model/token.ts'
import { words } from '#shared/words/words.ts'
import { jsonCommand, type Session } from '../command.ts'
import { type Output, plain } from '../output.ts'

const help = words.cliHelp.tokens
const text = words.cli.tokens

export function addTokenCommands(program: CommandUnknownOpts, session: Session): void {
  const tokens = program.command('tokens').description(help.tokens.about)
  jsonCommand(tokens, 'list', help.list.about)
    .addOption(new Option('--scope <scope>', help.list.scope).choices(tokenScopes))
    .action((options) =>
      session(options, async ({ client, output }) => {
        const list = await client.tokens.list({ scope: options.scope })
        output.list(list, lineOf, text.none)
      }),
    )
  jsonCommand(tokens, 'create', help.create.about)
    .argument('<name>', help.create.name)
    .addOption(new Option('--scope <scope>', help.create.scope).choices(createdScopes).default('work'))
    .option('--days <n>', help.create.days(maxTokenDays))
    .action((name, options) =>
      session(options, async ({ client, output }) => {
        const { scope, days } = options
        const created = await client.tokens.create({
          name,
          scope,
          days: days === undefined ? undefined : Number(days),
        })
        output.show(created, lineOf)
        output.line(text.token(created.token))
        printUse(output, scope)
      }),
    )
  jsonCommand(tokens, 'revoke', help.revoke.about)
    .argument('<id>', help.revoke.id)
    .action((tokenId, options) =>
      session(options, async ({ client, output }) => {
        const textOf = ({ id, name }: TokenView) => text.revoked(id, plain(name))
        output.show(await client.tokens.revoke({ tokenId }), textOf)
      }),
    )
}

function printUse(output: Output, scope: CreatedScope): void {
  if (scope === 'mcp') output.line(text.useForMcp)
  else output.line(text.use)
}

function lineOf({ id, name, scope, expiresAt, usedAt }: TokenView): string {
  const expiry = expiresAt === null ? text.noExpiry : text.expires(dayOf(expiresAt))
  const use = usedAt === null ? text.neverUsed : text.lastUsed(new Date(usedAt).toISOString())
  return [id, scope, plain(name), expiry, use].join('  ')
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)
