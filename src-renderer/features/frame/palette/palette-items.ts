import type { LucideIcon } from 'lucide-react'

/** Prefixes that restrict the palette to one kind of entry. */
export const prefixes = { '>': 'command', '/': 'run', '#': 'plan', '@': 'agent' } as const
export type ItemKind = (typeof prefixes)[keyof typeof prefixes]

/** An entry of the palette: a command, run, plan or agent. */
export interface PaletteItem {
  /** Id of a command, or kind and id of another entry: `run:0193…`. */
  readonly id: string
  readonly kind: ItemKind
  readonly title: string
  /** Text beside the title, such as a category or state. */
  readonly about: string
  /** Group heading while no text is typed. */
  readonly group: string
  readonly icon: LucideIcon
  readonly keys?: string | undefined
  /** Reason why the entry is disabled; null if it is enabled. */
  readonly disabled?: string | null
  readonly run: () => void
}

export interface PaletteQuery {
  readonly kind: ItemKind | null
  /** Lower case. */
  readonly text: string
}

/** Splits the typed text into a kind prefix and a search text. */
export function readQuery(typed: string): PaletteQuery {
  const first = typed.trimStart().at(0)
  const kind = Object.entries(prefixes).find(([prefix]) => prefix === first)?.[1] ?? null
  const rest = kind === null ? typed : typed.trimStart().slice(1)
  return { kind, text: rest.trim().toLowerCase() }
}
