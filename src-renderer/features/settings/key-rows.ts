import type { Command } from '../../commands/command.ts'
import { findConflicts, type KeySettings, keysOf } from '../../commands/key-settings.ts'
import type { KnownCommand } from '../../commands/known-commands.ts'

export interface KeyRow {
  readonly id: string
  readonly title: string
  readonly category: string
  readonly keys: readonly string[]
  /** True if the user changed the keys. */
  readonly isOwn: boolean
  /** Ids of commands with conflicting keys. */
  readonly conflicts: readonly string[]
}

/**
 * All known and currently registered commands, each once, with their keys. Commands of different screens never
 * conflict: keys are compared within a category and with global commands.
 */
export function listKeyRows(
  known: readonly KnownCommand[],
  here: readonly Command[],
  settings: KeySettings,
): KeyRow[] {
  const everywhere = new Set(here.flatMap(({ id, isEverywhere }) => (isEverywhere === true ? [id] : [])))
  const all = new Map<string, Pick<Command, 'id' | 'title' | 'category' | 'keys'>>()
  for (const command of known) all.set(command.id, command)
  for (const command of here)
    if (all.has(command.id) || (command.keys?.length ?? 0) > 0) all.set(command.id, command)
  const commands = [...all.values()].map((command) => ({ ...command, keys: keysOf(command, settings) }))
  const inTheWay = findConflicts(commands).filter(({ ids: [a, b] }) => {
    const isShared = everywhere.has(a) || everywhere.has(b)
    return isShared || all.get(a)?.category === all.get(b)?.category
  })
  return commands
    .map(({ id, title, category, keys }) => ({
      ...{ id, title, category, keys, isOwn: settings.own[id] !== undefined },
      conflicts: inTheWay.flatMap(({ ids: [a, b] }) => (a === id ? [b] : b === id ? [a] : [])),
    }))
    .toSorted((a, b) => a.category.localeCompare(b.category) || a.title.localeCompare(b.title))
}
