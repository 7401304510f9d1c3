import { describe, expect, it } from 'vitest'
import {
  connectPreferences,
  preferenceStore,
  setPreference,
  withLoaded,
} from '../../../src-renderer/stores/preference-store.ts'
import { bootTestApp } from '../../support/app.ts'

describe('preferences of the window', () => {
  it('are what was kept, but for what was set in this window meanwhile', () => {
    const state = { isKnown: false, values: new Map([['panel', 300]]) }
    const { values, isKnown } = withLoaded(state, { panel: 200, theme: 'dark' })
    expect([Object.fromEntries(values), isKnown]).toEqual([{ panel: 300, theme: 'dark' }, true])
  })

  it('are kept with the data, also what was set before the engine could be told', async () => {
    const { client } = await bootTestApp()
    await client.preferences.set({ name: 'theme', value: 'dark' })
    setPreference('early', 1)
    connectPreferences(client)
    await expect.poll(() => preferenceStore.getState().isKnown).toBe(true)
    expect(preferenceStore.getState().values.get('theme')).toBe('dark')
    setPreference('late', [1])
    setPreference('late', [1, 2])
    await expect.poll(() => client.preferences.list()).toEqual({ early: 1, late: [1, 2], theme: 'dark' })
  })
})
