import type { LucideIcon } from 'lucide-react'

/** Something a person can have done: the palette, the menu, a key and a button all call the same one. */
export interface Command {
  /** `area.verb`, such as `plan.addTask`: what a menu, a key of the person's own and a test name it by. */
  readonly id: string
  /** What it does, as an order: `Add a task`. */
  readonly title: string
  /** The word before the title in the palette, and the heading in the sheet of keys: `Plan`. */
  readonly category: string
  readonly icon?: LucideIcon
  /**
   * Keys as tinykeys writes them: `$mod+k`, `Shift+?`, `g h`. A key with no modifier does nothing while a person types
   * in a field.
   */
  readonly keys?: readonly string[]
  /** Why it cannot be done now, in words; null or absent when it can. It is listed all the same. */
  readonly disabled?: string | null
  readonly run: () => void
}
