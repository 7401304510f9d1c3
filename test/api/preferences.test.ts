import { describe, expect, it } from 'vitest'
import { createManualClock } from '../../src-main/base/clock.ts'
import { maxPreferenceLength, maxPreferences } from '../../src-shared/contract/preferences.ts'
import { bootTestApp } from '../support/app.ts'

describe('preferences', () => {
  it('are found by name, with the latest value', async () => {
    const { client } = await bootTestApp()
    await client.preferences.set({ name: 'run.panel', value: { width: 420 } })
    await client.preferences.set({ name: 'home.filter', value: 'failed' })
    await client.preferences.set({ name: 'run.panel', value: { width: 380 } })
    expect(await client.preferences.list()).toEqual({
      'home.filter': 'failed',
      'run.panel': { width: 380 },
    })
  })

  it('are deleted with null', async () => {
    const { client } = await bootTestApp()
    await client.preferences.set({ name: 'theme', value: 'dark' })
    await client.preferences.set({ name: 'theme', value: null })
    expect(await client.preferences.list()).toEqual({})
  })

  it('are refused if a value is too large or a name is invalid', async () => {
    const { client } = await bootTestApp()
    await expect(
      client.preferences.set({ name: 'big', value: 'x'.repeat(maxPreferenceLength) }),
    ).rejects.toMatchObject({ code: 'E_TOO_LARGE' })
    await expect(client.preferences.set({ name: '', value: 1 })).rejects.toThrow('name')
    expect(await client.preferences.list()).toEqual({})
  })

  it('are limited in number: the oldest are deleted first', async () => {
    const clock = createManualClock()
    const { client } = await bootTestApp({ clock })
    for (let at = 0; at <= maxPreferences; at += 1) {
      await client.preferences.set({ name: `panel.${at}`, value: at })
      await clock.advance(1)
    }
    const kept = await client.preferences.list()
    expect(Object.keys(kept)).toHaveLength(maxPreferences)
    expect(kept).not.toHaveProperty(['panel.0'])
    expect(kept).toHaveProperty(['panel.1'], 1)
  })
})
