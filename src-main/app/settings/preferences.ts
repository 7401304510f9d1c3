import { maxPreferenceLength, maxPreferences } from '#shared/contract/preferences.ts'
import { refuse } from '#shared/refusal.ts'
import { ok } from '#shared/result.ts'
import type { AppOptions } from '../options.ts'
import { transact, type UseCases } from '../use-case.ts'

/** A person's preferences for the window, by name. */
export const createPreferences = ({ store, clock }: AppOptions): UseCases<'preferences'> => {
  const { preferences } = store
  return {
    list: () => ok(Object.fromEntries(preferences.list().map(({ name, value }) => [name, value]))),
    /** A value of null removes the preference. */
    set({ name, value }, call) {
      if (JSON.stringify(value).length > maxPreferenceLength) {
        return refuse('E_TOO_LARGE', 'preference_too_large', { name, most: maxPreferenceLength })
      }
      return transact(store, call, () => {
        if (value === null) preferences.remove(name)
        else preferences.set(name, value, { at: clock.now(), atMost: maxPreferences })
        return ok({ name })
      })
    },
  }
}
