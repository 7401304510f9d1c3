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

describe('the notification settings', () => {
  it('are all enabled by default', () => {
    expect(isTold(settings, 'needs_you')).toBe(true)
    expect(channelNow(settings, 'needs_you', here)).toBe('window')
    expect(channelNow(settings, 'needs_you', away)).toBe('system')
  })

  it('apply to each kind, and a kind that is off everywhere is not listed', () => {
    expect([here, away].map((looking) => channelNow(settings, 'run_failed', looking))).toEqual([
      'window',
      null,
    ])
    expect([here, away].map((looking) => channelNow(settings, 'money', looking))).toEqual([null, 'system'])
    expect([here, away].map((looking) => channelNow(settings, 'run_done', looking))).toEqual([null, null])
    expect(isTold(settings, 'money')).toBe(true)
    expect(isTold(settings, 'run_done')).toBe(false)
  })

  it('silence the system in quiet hours, but not the window', () => {
    expect(channelNow(settings, 'needs_you', asleep)).toBeNull()
    expect(channelNow(settings, 'needs_you', { ...asleep, isLookedAt: true })).toBe('window')
  })
})
