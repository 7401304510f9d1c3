import { z } from 'zod'
import { usePreference } from '../stores/preference.ts'
import type { Command } from './command.ts'
import { canonicalKeys, isCharacterKeys } from './key-presses.ts'

/** The key settings of a person. */
export const keySettingsSchema = z.object({
  /** Keys in place of those a command comes with, by its id; none: it has no key. */
  own: z.record(z.string(), z.array(z.string().min(1).max(60)).max(5)).default({}),
  /** False: letters, digits and signs alone do nothing. */
  hasCharacterKeys: z.boolean().default(true),
})
export type KeySettings = z.infer<typeof keySettingsSchema>

const asShipped: KeySettings = { own: {}, hasCharacterKeys: true }

/** The key settings, and the function to change them. */
export const useKeySettings = () => usePreference('keys', keySettingsSchema, asShipped)

type Keyed = Pick<Command, 'id' | 'keys'>

/** The keys that a command has, the person's own before those it comes with. */
export function keysOf({ id, keys = [] }: Keyed, { own, hasCharacterKeys }: KeySettings): readonly string[] {
  const all = own[id] ?? keys
  return hasCharacterKeys ? all : all.filter((each) => !isCharacterKeys(each))
}

/** Commands with the keys they have for this person. */
export const withKeys = <Each extends Keyed>(commands: readonly Each[], settings: KeySettings): Each[] =>
  commands.map((command) => ({ ...command, keys: keysOf(command, settings) }))

export const setKeys = (settings: KeySettings, id: string, keys: readonly string[]): KeySettings => ({
  ...settings,
  own: { ...settings.own, [id]: [...keys] },
})

/** Those it comes with hold again. */
export const resetKeys = (settings: KeySettings, id: string): KeySettings => ({
  ...settings,
  own: Object.fromEntries(Object.entries(settings.own).filter(([each]) => each !== id)),
})

/** Two commands with the same keys, and the keys of the first. */
export interface KeyConflict {
  readonly keys: string
  readonly ids: readonly [string, string]
}

/** Keys that two commands have, or that begin another's: pressed, only one of the two would be done. */
export function findConflicts(commands: readonly Keyed[]): KeyConflict[] {
  const all = commands.flatMap(({ id, keys = [] }) =>
    keys.map((each) => ({ id, keys: each, canonical: canonicalKeys(each) })),
  )
  return all.flatMap((one, at) =>
    all
      .slice(at + 1)
      .filter(({ id, canonical }) => id !== one.id && isInTheWay(one.canonical, canonical))
      .map(({ id }) => ({ keys: one.keys, ids: [one.id, id] as const })),
  )
}

const isInTheWay = (a: string, b: string): boolean =>
  a === b || a.startsWith(`${b} `) || b.startsWith(`${a} `)
