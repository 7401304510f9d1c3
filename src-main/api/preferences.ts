import { maxPreferenceLength, maxPreferences } from '#shared/contract/preferences.ts'
import { RefusalError, refusal } from '#shared/refusal.ts'
import type { Services } from './wire/context.ts'
import { inOneTransaction, procedures } from './wire/procedure.ts'

export const createPreferenceHandlers = ({ store, clock }: Services) => ({
  list: procedures.preferences.list.handler(() =>
    Object.fromEntries(store.preferences.list().map(({ name, value }) => [name, value])),
  ),
  set: procedures.preferences.set.handler(({ input: { name, value }, context }) => {
    if (JSON.stringify(value).length > maxPreferenceLength) {
      const message = `The preference ${name} is longer than ${maxPreferenceLength} characters.`
      throw new RefusalError(refusal('E_TOO_LARGE', message, 'Keep what is large in a file.'))
    }
    return inOneTransaction(store, context, () => {
      if (value === null) store.preferences.remove(name)
      else store.preferences.set(name, value, { at: clock.now(), atMost: maxPreferences })
      return { name }
    })
  }),
})
