import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Command } from './command.ts'

/** The commands of everything on screen. */
export interface Registry {
  /** By who registered them, in order: of two with one id or one key the later counts. */
  readonly sources: ReadonlyMap<symbol, readonly Command[]>
}

const noCommands: Registry = { sources: new Map() }

/** In place of what `source` registered before; it keeps its place. */
export function withCommands({ sources }: Registry, source: symbol, commands: readonly Command[]): Registry {
  return { sources: new Map(sources).set(source, commands) }
}

export function withoutCommands(registry: Registry, source: symbol): Registry {
  if (!registry.sources.has(source)) return registry
  const sources = new Map(registry.sources)
  sources.delete(source)
  return { sources }
}

/** Each id once, in the order in which they were registered. */
export function listCommands({ sources }: Registry): Command[] {
  const byId = new Map<string, Command>()
  for (const commands of sources.values()) for (const command of commands) byId.set(command.id, command)
  return [...byId.values()]
}

export const findCommand = (registry: Registry, id: string): Command | undefined =>
  listCommands(registry).find((command) => command.id === id)

export const commandStore: StoreApi<Registry> = createStore<Registry>(() => noCommands)

/** False: there is no such command here, or it cannot be done now. */
export function runCommand(id: string): boolean {
  const command = findCommand(commandStore.getState(), id)
  if (command === undefined || isDisabled(command)) return false
  command.run()
  return true
}

export const isDisabled = ({ disabled }: Pick<Command, 'disabled'>): boolean =>
  disabled !== undefined && disabled !== null
