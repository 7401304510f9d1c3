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
  // An editor lives in a shadow root: of an event from there the target is only its host.
  const [focused] = event.composedPath()
  if (isTypedIn(focused, event.key) && (isForFields === false || !hasModifier(keys))) return false
  if (hasModifier(keys) && isForFields !== false) return true
  return !(event.target instanceof Element) || event.target.closest(layers) === null
}

/** Layers above a screen: their keys do not reach the screen below. */
const layers = '[role=dialog], [role=alertdialog], [role=menu]'

function isTypedIn(focused: EventTarget | undefined, key: string): boolean {
  if (!(focused instanceof HTMLElement)) return false
  // A box takes its own few keys and no letters.
  if (focused.matches('input[type=checkbox], input[type=radio]')) return /^( |Enter|Arrow\w+)$/.test(key)
  return focused.isContentEditable || focused.matches('input, textarea, select, [role=combobox]')
}
