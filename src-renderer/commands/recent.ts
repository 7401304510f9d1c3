import { z } from 'zod'
import { readPreference } from '../stores/preference.ts'
import { setPreference } from '../stores/preference-store.ts'

const name = 'palette.recent'
const recentSchema = z.array(z.string().max(300)).max(50)
const keptAtMost = 12

/** Ids of what was chosen in the palette, newest first. */
export const readRecent = (): readonly string[] => readPreference(name, recentSchema) ?? []

export const noteRecent = (id: string): void => setPreference(name, withRecent(readRecent(), id))

const withRecent = (ids: readonly string[], id: string): string[] =>
  [id, ...ids.filter((each) => each !== id)].slice(0, keptAtMost)
