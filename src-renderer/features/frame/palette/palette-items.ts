import type { LucideIcon } from 'lucide-react'

/** The prefixes that select a kind of entry. */
export const prefixes = { '>': 'command', '/': 'run', '#': 'plan', '@': 'agent' } as const
export type ItemKind = (typeof prefixes)[keyof typeof prefixes]

/** A line of the palette: something to do, or a thing to go to. */
export interface PaletteItem {
  /** The id of a command, or the kind and id of an item: `run:0193…`. */
  readonly id: string
  readonly kind: ItemKind
  readonly title: string
  /** The word beside it: a category, a state. */
  readonly about: string
  /** The heading that it stands below while nothing is typed. */
  readonly group: string
  readonly icon: LucideIcon
  readonly keys?: string | undefined
  /** Why it cannot be done now. */
  readonly disabled?: string | null
  readonly run: () => void
}

export interface PaletteQuery {
  readonly kind: ItemKind | null
  /** In lower case. */
  readonly text: string
}

/** Parses the typed text. */
export function readQuery(typed: string): PaletteQuery {
  const first = typed.trimStart().at(0)
  const kind = Object.entries(prefixes).find(([prefix]) => prefix === first)?.[1] ?? null
  const rest = kind === null ? typed : typed.trimStart().slice(1)
  return { kind, text: rest.trim().toLowerCase() }
}
