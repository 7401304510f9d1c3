import { describe, expect, it } from 'vitest'
import {
  channelNow,
  isTold,
  type NoticeSettings,
} from '../../../../src-renderer/entities/notices/notice-settings.ts'

const settings: NoticeSettings = {
  kinds: {
    run_done: { window: false, system: false },
    run_failed: { window: true, system: false },
    money: { window: false, system: true },
  },
  quiet: { from: '22:00', to: '07:00' },
}
const here = { isLookedAt: true, time: '12:00' }
const away = { isLookedAt: false, time: '12:00' }
const asleep = { isLookedAt: false, time: '23:30' }

describe('what a person set of notifications', () => {
  it('is everywhere where nothing was set', () => {
    expect(isTold(settings, 'needs_you')).toBe(true)
    expect(channelNow(settings, 'needs_you', here)).toBe('window')
    expect(channelNow(settings, 'needs_you', away)).toBe('system')
  })

  it('says of each kind where it is told, and one that is off everywhere is not listed', () => {
    expect([here, away].map((looking) => channelNow(settings, 'run_failed', looking))).toEqual([
      'window',
      null,
    ])
    expect([here, away].map((looking) => channelNow(settings, 'money', looking))).toEqual([null, 'system'])
    expect([here, away].map((looking) => channelNow(settings, 'run_done', looking))).toEqual([null, null])
    expect(isTold(settings, 'money')).toBe(true)
    expect(isTold(settings, 'run_done')).toBe(false)
  })

  it('keeps the system still in the quiet hours, and not the window', () => {
    expect(channelNow(settings, 'needs_you', asleep)).toBeNull()
    expect(channelNow(settings, 'needs_you', { ...asleep, isLookedAt: true })).toBe('window')
  })
})
