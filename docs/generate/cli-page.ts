import type { CommandUnknownOpts, Option } from '@commander-js/extra-typings'
import { words } from '#shared/words/words.ts'
import { exitCodes } from '../../src-main/hosts/cli/output.ts'
import { generated, table } from './markdown.ts'

const opening = `# Command line

${generated('the commands in `src-main/hosts/cli`')}

Run \`npx switchyard\` in the folder of a clone, or in the folder where you installed the package. Run \`switchyard\` after \`npm link\`
or a global installation.

If the app is running, commands use the app. Otherwise, commands open the data folder themselves. With \`--json\`, a command prints one
JSON document and nothing else. Only \`serve\`, \`mcp\` and \`models keep\` have no \`--json\`.

## Exit codes`

/** Reference of the command line. */
export function describeCommands(program: CommandUnknownOpts): string {
  const commands = listCommands(program, 'switchyard').map(describeCommand)
  return `${[opening, describeExitCodes(), '## Commands', ...commands].join('\n\n')}\n`
}

function describeExitCodes(): string {
  const meanings = new Map(Object.entries(words.cliHelp.program.exitCodes))
  const rows = Object.entries(exitCodes)
    .sort(([, one], [, other]) => one - other)
    .map(([name, code]) => [String(code), sentence(meanings.get(name) ?? name)])
  return table(['Code', 'Meaning'], rows)
}

interface NamedCommand {
  readonly name: string
  readonly command: CommandUnknownOpts
}

/** True for a command with an action. A group of commands has neither options nor arguments. */
export const hasAction = ({ commands, options, registeredArguments }: CommandUnknownOpts): boolean =>
  commands.length === 0 || options.length + registeredArguments.length > 0

/** Commands with an action, each under its whole name. */
function listCommands(parent: CommandUnknownOpts, path: string): NamedCommand[] {
  const visible = parent.createHelp().visibleCommands(parent)
  return visible.flatMap((command) => {
    if (command.name() === 'help') return []
    const name = `${path} ${command.name()}`
    return [...(hasAction(command) ? [{ name, command }] : []), ...listCommands(command, name)]
  })
}

function describeCommand({ name, command }: NamedCommand): string {
  const usage = `${name} ${command.usage()}`.trim()
  const aliases = command.aliases()
  const parts = [
    `### ${name}`,
    `${sentence(command.description())}${aliases.length > 0 ? ` Alias: \`${aliases.join('`, `')}\`.` : ''}`,
    `\`\`\`text\n${usage}\n\`\`\``,
  ]
  if (command.registeredArguments.length > 0) {
    const rows = command.registeredArguments.map((argument) => {
      const { required, variadic, description } = argument
      const shown = `${argument.name()}${variadic ? '...' : ''}`
      return [`\`${required ? `<${shown}>` : `[${shown}]`}\``, sentence(description)]
    })
    parts.push(table(['Argument', 'Meaning'], rows))
  }
  if (command.options.length > 0) {
    const rows = command.options.map((option) => [`\`${option.flags}\``, meaningOf(option)])
    parts.push(table(['Option', 'Meaning'], rows))
  }
  return parts.join('\n\n')
}

const meaningOf = ({ description, mandatory, argChoices, defaultValue }: Option): string =>
  [
    sentence(description),
    ...(argChoices === undefined ? [] : [`Choices: ${argChoices.map((each) => `\`${each}\``).join(', ')}.`]),
    ...(defaultValue === undefined || Array.isArray(defaultValue) ? [] : [`Default: \`${defaultValue}\`.`]),
    ...(mandatory ? ['Required.'] : []),
  ].join(' ')

/** Turns a text of the command line, which starts in lower case and has no full stop, into a sentence. */
const sentence = (text: string): string =>
  text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`
