import { useEffect } from 'react'
import { useStore } from 'zustand'
import type { Command } from '../commands/command.ts'
import { useKeySettings, withKeys } from '../commands/key-settings.ts'
import { commandStore, isDisabled, listCommands } from '../commands/registry.ts'
import { createBatch } from '../rpc/reconnect.ts'
import { currentHost } from './current-host.ts'
import type { HostMenu } from './host.ts'

/** A screen registers its commands one by one, so menu updates are batched. */
const atMostEveryMs = 150
const tell = createBatch<HostMenu>(atMostEveryMs, (menus) => {
  const newest = menus.at(-1)
  if (newest !== undefined) currentHost().setMenu(newest)
})

/** Keeps the system menu in sync with the available commands. */
export function useHostMenu(): void {
  const registry = useStore(commandStore)
  const [settings] = useKeySettings()
  useEffect(() => tell(menuOf(withKeys(listCommands(registry), settings))), [registry, settings])
}

/** Groups commands by category, in the order in which the categories were first registered. */
function menuOf(commands: readonly Command[]): HostMenu {
  const byCategory = new Map<string, Command[]>()
  for (const command of commands) {
    const section = byCategory.get(command.category)
    if (section === undefined) byCategory.set(command.category, [command])
    else section.push(command)
  }
  return [...byCategory].map(([title, list]) => ({
    title,
    commands: list.map((command) => ({
      ...{ id: command.id, title: command.title, keys: command.keys?.[0] ?? null },
      isEnabled: !isDisabled(command),
    })),
  }))
}
