import { z } from 'zod'
import { get, put } from './builders.ts'

/** The limit of a value as JSON. A preference is a width or a filter, not a document. */
export const maxPreferenceLength = 32_768
/** The limit of stored preferences; above it, the oldest are deleted. */
export const maxPreferences = 2000

/** Preferences of people at this data folder, as the interface names them. */
export const preferencesContract = {
  list: get('/v1/preferences', 'What was set in the interface, by name').output(
    z.record(z.string(), z.json()),
  ),
  set: put('/v1/preferences/{name}', 'Set one preference; null takes it back', ['E_TOO_LARGE'])
    .input(
      z.strictObject({
        name: z.string().regex(/^\P{C}{1,300}$/u, 'a name has 1 to 300 visible characters'),
        value: z.json(),
      }),
    )
    .output(z.object({ name: z.string() })),
}
