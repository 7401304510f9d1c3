import { CircleSlash, Flag, ListChecks, ListX, RotateCcw, UserRoundCog } from 'lucide-react'
import { useCommands } from '../../../commands/use-commands.ts'
import { words } from '../../../words/words.ts'
import type { Verb } from './fits.ts'

const says = words.run.chosen

const icons = { cancel: CircleSlash, retry: RotateCcw, assign: UserRoundCog, priority: Flag } as const
const keys = { cancel: 'x', retry: 'r', assign: 'a', priority: 'i' } as const

interface Options {
  readonly count: number
  /** Why it cannot be done to any of the chosen; null: it can. */
  readonly bars: Readonly<Record<Verb, string | null>>
  readonly on: Readonly<Record<Verb, () => void>>
}

/** What can be done to the chosen tasks, by key and by palette. */
export function useChosenCommands({ count, bars, on }: Options): void {
  const category = words.run.category
  useCommands(
    (['cancel', 'retry', 'assign', 'priority'] as const).map((verb) => ({
      id: `run.selected.${verb}`,
      title: says[verb].command,
      category,
      icon: icons[verb],
      keys: [keys[verb]],
      disabled: count === 0 ? says.nothing : bars[verb],
      run: on[verb],
    })),
  )
}

interface SelectionOptions {
  readonly count: number
  readonly onAll: () => void
  readonly onNone: () => void
}

/** What chooses tasks. */
export function useSelectionCommands({ count, onAll, onNone }: SelectionOptions): void {
  const category = words.run.category
  useCommands([
    {
      ...{ id: 'run.selectAll', title: says.all, category, icon: ListChecks, keys: ['$mod+a'] },
      ...{ isForFields: false as const, run: onAll },
    },
    {
      ...{ id: 'run.selectNone', title: says.none, category, icon: ListX },
      ...{ disabled: count === 0 ? says.nothing : null, run: onNone },
    },
  ])
}
