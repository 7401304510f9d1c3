import type { CommandOptions, CommandUnknownOpts } from '@commander-js/extra-typings'

/** A command that prints one JSON document on demand. */
export const jsonCommand = <const Name extends string>(
  parent: CommandUnknownOpts,
  name: Name,
  description: string,
  options: CommandOptions = {},
) =>
  parent
    .command(name, options)
    .description(description)
    .option('--json', 'print one JSON document and nothing else')
