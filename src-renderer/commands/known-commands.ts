import { z } from 'zod'
import { readPreference } from '../stores/preference.ts'
import { preferenceStore, setPreference } from '../stores/preference-store.ts'
import type { Command } from './command.ts'
import { commandStore, listCommands } from './registry.ts'

/** The stored facts of a command whose screen is closed, enough to change its keys. */
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

/** Every command with keys that was on a screen once, this time or before. */
export const readKnownCommands = (): readonly KnownCommand[] => readPreference(name, knownSchema) ?? []

/** The same list where nothing is new. */
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

/** Notes what comes on screen, until the returned function is called. */
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
