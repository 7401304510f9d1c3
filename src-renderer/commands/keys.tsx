import { useEffect } from 'react'
import { createKeybindingsHandler } from 'tinykeys'
import { useStore } from 'zustand'
import type { Command } from './command.ts'
import { hasModifier } from './key-presses.ts'
import { useKeySettings, withKeys } from './key-settings.ts'
import { noteKnownCommands } from './known-commands.ts'
import { commandStore, isDisabled, listCommands } from './registry.ts'

/** Listens for the keys of every registered command. */
export function CommandKeys(): null {
  const registry = useStore(commandStore)
  const [settings] = useKeySettings()
  useEffect(() => {
    const bindings: Record<string, (event: KeyboardEvent) => void> = {}
    for (const command of withKeys(listCommands(registry), settings)) {
      for (const keys of command.keys ?? []) {
        bindings[keys] = (event) => {
          if (isDisabled(command) || !isHeard(command, keys, event)) return
          event.preventDefault()
          command.run()
        }
      }
    }
    const ignore = (event: KeyboardEvent) => event.defaultPrevented || event.isComposing
    const handler = createKeybindingsHandler(bindings, { ignore })
    window.addEventListener('keydown', handler)
    return () => window.removeEventListener('keydown', handler)
  }, [registry, settings])
  useEffect(noteKnownCommands, [])
  return null
}

function isHeard({ isForFields }: Command, keys: string, event: KeyboardEvent): boolean {
  // Editors are in a shadow root, so `event.target` is only the host element.
  const [focused] = event.composedPath()
  if (isTypedIn(focused, event.key) && (isForFields === false || !hasModifier(keys))) return false
  if (hasModifier(keys) && isForFields !== false) return true
  return !(event.target instanceof Element) || event.target.closest(layers) === null
}

/** Layers above a screen. Key presses in a layer do not reach the screen below. */
const layers = '[role=dialog], [role=alertdialog], [role=menu]'

function isTypedIn(focused: EventTarget | undefined, key: string): boolean {
  if (!(focused instanceof HTMLElement)) return false
  // Checkboxes and radio buttons use only Space, Enter and the arrow keys, not letters.
  if (focused.matches('input[type=checkbox], input[type=radio]')) return /^( |Enter|Arrow\w+)$/.test(key)
  return focused.isContentEditable || focused.matches('input, textarea, select, [role=combobox]')
}
