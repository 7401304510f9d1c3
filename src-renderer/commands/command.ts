import type { LucideIcon } from 'lucide-react'

/** Something a person can have done: the palette, the menu, a key and a button all call the same one. */
export interface Command {
  /** `area.verb`, such as `plan.addTask`: what a menu, a key of the person's own and a test name it by. */
  readonly id: string
  /** The action as an imperative: `Add a task`. */
  readonly title: string
  /** The word before the title in the palette, and the heading in the sheet of keys and in the menu: `Plan`. */
  readonly category: string
  readonly icon?: LucideIcon
  /**
   * Keys as tinykeys writes them: `$mod+k`, `Shift+?`, `g h`. A key with no modifier does nothing while a person types
   * in a field, or while a dialog or a menu is open. A person may have set others; see `own-keys.ts`.
   */
  readonly keys?: readonly string[]
  /** In a field its keys mean what they mean in every field, such as `$mod+z`, whatever else they do here. */
  readonly isForFields?: false
  /** Why it cannot be done now, in words; null or absent when it can. It is listed all the same. */
  readonly disabled?: string | null
  /** It is there on every screen: the sheet of keys lists those of the screen before it. */
  readonly isEverywhere?: boolean
  readonly run: () => void
}
