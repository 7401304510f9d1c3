import { beforeEach, describe, expect, it } from 'vitest'
import {
  connectPreferences,
  preferenceStore,
  setPreference,
  withLoaded,
} from '../../../src-renderer/stores/preference-store.ts'
import { bootTestApp } from '../../support/app.ts'

describe('preferences of the window', () => {
  beforeEach(() => preferenceStore.setState({ values: new Map(), isKnown: false }, true))

  it('are the stored ones, except for changes in this window', () => {
    const state = { isKnown: false, values: new Map([['panel', 300]]) }
    const { values, isKnown } = withLoaded(state, { panel: 200, theme: 'dark' })
    expect([Object.fromEntries(values), isKnown]).toEqual([{ panel: 300, theme: 'dark' }, true])
  })

  it('are stored with the data, including changes before the connection', async () => {
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

  it('are written immediately, and at intervals when changed repeatedly', async () => {
    const { client } = await bootTestApp()
    const sent: unknown[] = []
    const set: typeof client.preferences.set = (...args) => {
      sent.push(args[0].value)
      return client.preferences.set(...args)
    }
    connectPreferences({ preferences: { list: client.preferences.list, set } })
    for (const width of [1, 2, 3]) setPreference('width', width)
    expect(sent).toEqual([1])
    await expect.poll(() => sent).toEqual([1, 3])
  })
})
