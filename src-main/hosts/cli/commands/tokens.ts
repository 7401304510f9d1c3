import { type CommandUnknownOpts, Option } from '@commander-js/extra-typings'
import { maxTokenDays } from '#shared/contract/tokens.ts'
import { type CreatedScope, createdScopes, type TokenView, tokenScopes } from '#shared/model/token.ts'
import { jsonCommand, type Session } from '../command.ts'
import { type Output, plain } from '../output.ts'

export function addTokenCommands(program: CommandUnknownOpts, session: Session): void {
  const tokens = program.command('tokens').description('Manage access tokens and browser sessions')
  jsonCommand(tokens, 'list', 'List valid tokens and browser sessions, newest first')
    .addOption(new Option('--scope <scope>', 'only one scope').choices(tokenScopes))
    .action((options) =>
      session(options, async ({ client, output }) => {
        const list = await client.tokens.list({ scope: options.scope })
        output.list(list, lineOf, 'No tokens. Create one: switchyard tokens create <name>')
      }),
    )
  jsonCommand(tokens, 'create', 'Create a token; its text is shown once')
    .argument('<name>', 'a name to recognise the token by')
    .addOption(
      new Option(
        '--scope <scope>',
        'the access: work (endpoints for workers), mcp (tools of the MCP server) or app (everything)',
      )
        .choices(createdScopes)
        .default('work'),
    )
    .option('--days <n>', `days until the token expires, at most ${maxTokenDays} (default: no expiry)`)
    .action((name, options) =>
      session(options, async ({ client, output }) => {
        const { scope, days } = options
        const created = await client.tokens.create({
          name,
          scope,
          days: days === undefined ? undefined : Number(days),
        })
        output.show(created, lineOf)
        output.line(`Token, shown only now: ${created.token}`)
        sayUse(output, scope)
      }),
    )
  jsonCommand(tokens, 'revoke', 'Revoke a token or browser session and close its connections')
    .argument('<id>', 'an id from `switchyard tokens list`')
    .action((tokenId, options) =>
      session(options, async ({ client, output }) => {
        const textOf = ({ id, name }: TokenView) => `Revoked ${id} (${plain(name)}).`
        output.show(await client.tokens.revoke({ tokenId }), textOf)
      }),
    )
}

function sayUse(output: Output, scope: CreatedScope): void {
  if (scope === 'mcp') output.line('Set SWITCHYARD_TOKEN to it where an MCP host starts `switchyard mcp`.')
  else output.line('Send it with each request: "Authorization: Bearer <token>".')
}

function lineOf({ id, name, scope, expiresAt, usedAt }: TokenView): string {
  const expiry = expiresAt === null ? 'no expiry' : `expires ${dayOf(expiresAt)}`
  const use = usedAt === null ? 'never used' : `last used ${new Date(usedAt).toISOString()}`
  return [id, scope, plain(name), expiry, use].join('  ')
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)
