import { maxPreferenceLength, maxPreferences } from '#shared/contract/preferences.ts'
import type { Json } from '#shared/model/json.ts'
import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { Clock } from '../../base/clock.ts'
import type { Store } from '../../store/store.ts'
import type { Transact } from '../use-case.ts'

export interface PreferenceOptions {
  readonly store: Pick<Store, 'preferences'>
  readonly clock: Clock
}

export type Preferences = ReturnType<typeof createPreferences>

/** Choices of a person about the window, by name. */
export const createPreferences = ({ store: { preferences }, clock }: PreferenceOptions) => ({
  list: () => Object.fromEntries(preferences.list().map(({ name, value }) => [name, value])),
  /** A value of null removes the preference. */
  set(name: string, value: Json, transact: Transact): Result<{ name: string }, Refusal> {
    if (JSON.stringify(value).length > maxPreferenceLength) {
      const message = `The preference ${name} is longer than ${maxPreferenceLength} characters.`
      return err(refusal('E_TOO_LARGE', message, 'Keep what is large in a file.'))
    }
    return transact(() => {
      if (value === null) preferences.remove(name)
      else preferences.set(name, value, { at: clock.now(), atMost: maxPreferences })
      return ok({ name })
    })
  },
})
