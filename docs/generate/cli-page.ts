import type { CommandUnknownOpts, Option } from '@commander-js/extra-typings'
import { generated, table } from './markdown.ts'

const opening = `# Command line

${generated('the commands in `src-main/hosts/cli`')}

Run \`npx switchyard\` in a clone or beside an installed package. Run \`switchyard\` after \`npm link\` or a global installation.

Commands talk to the running app, or open the data folder themselves. With \`--json\`, a command prints one JSON document
and nothing else. Only \`serve\`, \`mcp\` and \`models keep\` have no \`--json\`.

## Exit codes

| Code | Meaning |
| --- | --- |
| 0 | Succeeded. |
| 1 | The run failed, was rejected or was cancelled. |
| 2 | The request was refused: bad input, or a state that does not allow it. |
| 3 | A task has no agent, or a plan has errors. |
| 4 | A gate waits for a person. |
| 5 | Succeeded with gaps. |
| 70 | An internal error. |
| 130 | Stopped with Ctrl+C. You can resume the run. |

## Commands`

/** Reference of the command line. */
export function describeCommands(program: CommandUnknownOpts): string {
  return `${[opening, ...listCommands(program, 'switchyard').map(describeCommand)].join('\n\n')}\n`
}

interface NamedCommand {
  readonly name: string
  readonly command: CommandUnknownOpts
}

/** A command with an action of its own; a mere group of commands has neither options nor arguments. */
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

/** Texts of the command line begin small and end without a full stop. */
const sentence = (text: string): string =>
  text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`
