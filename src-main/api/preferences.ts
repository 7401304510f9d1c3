import type { Preferences } from '../app/settings/preferences.ts'
import { procedures, type TransactFor, unwrap } from './wire/procedure.ts'

export const createPreferenceHandlers = (transactFor: TransactFor, preferences: Preferences) => ({
  list: procedures.preferences.list.handler(() => preferences.list()),
  set: procedures.preferences.set.handler(({ input: { name, value }, context }) =>
    unwrap(preferences.set(name, value, transactFor(context))),
  ),
})
