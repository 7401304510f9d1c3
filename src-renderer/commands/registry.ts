import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Command } from './command.ts'

/** The commands of all mounted components. */
export interface Registry {
  /** Commands by source, in registration order. The later one wins if two share an id or a key. */
  readonly sources: ReadonlyMap<symbol, readonly Command[]>
}

const noCommands: Registry = { sources: new Map() }

/** Replaces the commands of `source`. The source keeps its position in the order. */
export function withCommands({ sources }: Registry, source: symbol, commands: readonly Command[]): Registry {
  return { sources: new Map(sources).set(source, commands) }
}

export function withoutCommands(registry: Registry, source: symbol): Registry {
  if (!registry.sources.has(source)) return registry
  const sources = new Map(registry.sources)
  sources.delete(source)
  return { sources }
}

/** All commands in registration order, each id once. */
export function listCommands({ sources }: Registry): Command[] {
  const byId = new Map<string, Command>()
  for (const commands of sources.values()) for (const command of commands) byId.set(command.id, command)
  return [...byId.values()]
}

export const findCommand = (registry: Registry, id: string): Command | undefined =>
  listCommands(registry).find((command) => command.id === id)

export const commandStore: StoreApi<Registry> = createStore<Registry>(() => noCommands)

/** Runs a command. False if the command is not registered or is disabled. */
export function runCommand(id: string): boolean {
  const command = findCommand(commandStore.getState(), id)
  if (command === undefined || isDisabled(command)) return false
  command.run()
  return true
}

export const isDisabled = ({ disabled }: Pick<Command, 'disabled'>): boolean =>
  disabled !== undefined && disabled !== null
