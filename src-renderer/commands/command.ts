import type { LucideIcon } from 'lucide-react'

/** An action a person can start. The palette, the menu, keys and buttons all run the same command. */
export interface Command {
  /** `area.verb`, such as `plan.addTask`. Menus, custom keys and tests refer to the command by this id. */
  readonly id: string
  /** The action as an imperative: `Add a task`. */
  readonly title: string
  /** Prefix of the title in the palette, and heading in the shortcut list and the menu: `Plan`. */
  readonly category: string
  readonly icon?: LucideIcon
  /**
   * Keys in tinykeys syntax: `$mod+k`, `Shift+?`, `g h`. A key without a modifier is ignored while a person types in a
   * field, or while a dialog or a menu is open. A person can replace them; see `key-settings.ts`.
   */
  readonly keys?: readonly string[]
  /** False: in text fields the keys keep their standard meaning, such as `$mod+z`, and the command does not run. */
  readonly isForFields?: false
  /** Reason why the command cannot run now; null or absent if it can. The command is listed in both cases. */
  readonly disabled?: string | null
  /** The command exists on every screen. The shortcut list shows commands of the current screen first. */
  readonly isEverywhere?: boolean
  readonly run: () => void
}
