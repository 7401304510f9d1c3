import { z } from 'zod'
import { usePreference } from '../stores/preference.ts'
import type { Command } from './command.ts'
import { canonicalKeys, isCharacterKeys } from './key-presses.ts'

export const keySettingsSchema = z.object({
  /** Custom keys by command id, which replace the default keys. An empty list: the command has no keys. */
  own: z.record(z.string(), z.array(z.string().min(1).max(60)).max(5)).default({}),
  /** False: letters, digits and signs without a modifier are ignored. */
  hasCharacterKeys: z.boolean().default(true),
})
export type KeySettings = z.infer<typeof keySettingsSchema>

const asShipped: KeySettings = { own: {}, hasCharacterKeys: true }

export const useKeySettings = () => usePreference('keys', keySettingsSchema, asShipped)

type Keyed = Pick<Command, 'id' | 'keys'>

/** The keys of a command: the person's custom keys if set, otherwise the defaults. */
export function keysOf({ id, keys = [] }: Keyed, { own, hasCharacterKeys }: KeySettings): readonly string[] {
  const all = own[id] ?? keys
  return hasCharacterKeys ? all : all.filter((each) => !isCharacterKeys(each))
}

/** Commands with the keys from the person's settings. */
export const withKeys = <Each extends Keyed>(commands: readonly Each[], settings: KeySettings): Each[] =>
  commands.map((command) => ({ ...command, keys: keysOf(command, settings) }))

export const setKeys = (settings: KeySettings, id: string, keys: readonly string[]): KeySettings => ({
  ...settings,
  own: { ...settings.own, [id]: [...keys] },
})

/** Restores the default keys of a command. */
export const resetKeys = (settings: KeySettings, id: string): KeySettings => ({
  ...settings,
  own: Object.fromEntries(Object.entries(settings.own).filter(([each]) => each !== id)),
})

/** Two commands with conflicting keys, and the keys of the first command. */
export interface KeyConflict {
  readonly keys: string
  readonly ids: readonly [string, string]
}

/** Conflicts: two commands share keys, or one key sequence is a prefix of the other. Only one command would run. */
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
