import { useEffect } from 'react'
import { createKeybindingsHandler } from 'tinykeys'
import { useStore } from 'zustand'
import { commandStore, isDisabled, listCommands } from './registry.ts'

/** Listens for the keys of every registered command. */
export function CommandKeys(): null {
  const registry = useStore(commandStore)
  useEffect(() => {
    const bindings: Record<string, (event: KeyboardEvent) => void> = {}
    for (const command of listCommands(registry)) {
      for (const keys of command.keys ?? []) {
        bindings[keys] = (event) => {
          if (isDisabled(command) || (isTypedIn(event.target) && !hasModifier(keys))) return
          event.preventDefault()
          command.run()
        }
      }
    }
    const handler = createKeybindingsHandler(bindings, { ignore: ({ defaultPrevented }) => defaultPrevented })
    window.addEventListener('keydown', handler)
    return () => window.removeEventListener('keydown', handler)
  }, [registry])
  return null
}

const hasModifier = (keys: string): boolean => /\$mod|Control|Meta|Alt/.test(keys)

function isTypedIn(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input, textarea, select, [role=combobox]'))
  )
}
