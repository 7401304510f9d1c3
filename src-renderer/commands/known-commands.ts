import { z } from 'zod'
import { readPreference } from '../stores/preference.ts'
import { preferenceStore, setPreference } from '../stores/preference-store.ts'
import type { Command } from './command.ts'
import { commandStore, listCommands } from './registry.ts'

/** Stored data of a command whose screen is closed, enough to change its keys. */
const knownCommandSchema = z.object({
  id: z.string(),
  title: z.string(),
  category: z.string(),
  keys: z.array(z.string()),
})
export type KnownCommand = z.infer<typeof knownCommandSchema>

const name = 'commands.known'
const knownSchema = z.array(knownCommandSchema)
const keptAtMost = 250

/** Every command with keys that has ever been on a screen, in this session or an earlier one. */
export const readKnownCommands = (): readonly KnownCommand[] => readPreference(name, knownSchema) ?? []

/** Returns the same list if no command is new or changed. */
function withKnown(
  known: readonly KnownCommand[],
  commands: readonly Pick<Command, 'id' | 'title' | 'category' | 'keys'>[],
): readonly KnownCommand[] {
  const byId = new Map(known.map((command) => [command.id, command]))
  let isChanged = false
  for (const { id, title, category, keys = [] } of commands) {
    const before = byId.get(id)
    if (keys.length === 0 && before === undefined) continue
    const now = { id, title, category, keys: [...keys] }
    if (JSON.stringify(before) === JSON.stringify(now)) continue
    byId.set(id, now)
    isChanged = true
  }
  return isChanged ? [...byId.values()].slice(-keptAtMost) : known
}

/** Records the registered commands until the returned function is called. */
export function noteKnownCommands(): () => void {
  const note = () => {
    if (!preferenceStore.getState().isKnown) return
    const known = readKnownCommands()
    const next = withKnown(known, listCommands(commandStore.getState()))
    if (next !== known) setPreference(name, next)
  }
  note()
  return commandStore.subscribe(note)
}
