import type { Command } from '../../../commands/command.ts'
import { capsOf } from '../../../commands/key-names.ts'
import { rank } from '../../../commands/rank.ts'

export interface KeyGroup {
  readonly title: string
  readonly commands: readonly Command[]
}

/** Commands with keys by their category, those of this screen first; with a query those that it finds. */
export function groupKeys(commands: readonly Command[], query: string): KeyGroup[] {
  const text = query.trim().toLowerCase()
  const listed = commands
    .filter(({ keys = [] }) => keys.length > 0)
    .filter((command) => text === '' || rank(text, textOf(command)) !== null)
  const ordered = [...listed.filter((each) => !isEverywhere(each)), ...listed.filter(isEverywhere)]
  const groups = new Map<string, Command[]>()
  for (const command of ordered) {
    const group = groups.get(command.category)
    if (group === undefined) groups.set(command.category, [command])
    else group.push(command)
  }
  return [...groups].map(([title, list]) => ({ title, commands: list }))
}

const isEverywhere = ({ isEverywhere: is = false }: Command): boolean => is

const textOf = ({ title, category, keys = [] }: Command): string =>
  [title, category, ...keys.map((each) => capsOf(each).flat().join(' '))].join(' ').toLowerCase()
