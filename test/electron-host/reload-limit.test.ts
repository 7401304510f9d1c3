import { expect, it } from 'vitest'
import { createReloadLimit } from '../../src-main/hosts/electron/reload-limit.ts'

it('a crashed page is reloaded three times within a minute, and again after the minute', () => {
  let now = 0
  const limit = createReloadLimit(() => now)
  const allowed = [0, 10_000, 20_000, 59_999, 60_000, 60_001, 70_000].map((at) => {
    now = at
    return limit.allow()
  })
  expect(allowed).toEqual([true, true, true, false, true, false, true])
})

it('a reload by the user resets the count', () => {
  const limit = createReloadLimit(() => 0)
  const allowed = () => [1, 2, 3, 4].map(() => limit.allow())
  expect(allowed()).toEqual([true, true, true, false])
  limit.reset()
  expect(allowed()).toEqual([true, true, true, false])
})
