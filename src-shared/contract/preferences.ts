import { z } from 'zod'
import { format } from '#shared/model/format.ts'
import { get, put } from './builders.ts'

/** Maximum length of a value as JSON. A preference is a small setting such as a width or a filter. */
export const maxPreferenceLength = 32_768
/** Maximum number of stored preferences. Above it, the oldest are deleted. */
export const maxPreferences = 2000

/** Preferences of the users of this data folder, by the names that the interface uses. */
export const preferencesContract = {
  list: get('/v1/preferences', 'Get interface preferences by name').output(z.record(z.string(), z.json())),
  set: put('/v1/preferences/{name}', 'Set a preference; null resets it', ['E_TOO_LARGE'])
    .input(
      z.strictObject({
        name: z.string().regex(/^\P{C}{1,300}$/u, format('preferenceName')),
        value: z.json(),
      }),
    )
    .output(z.object({ name: z.string() })),
}
