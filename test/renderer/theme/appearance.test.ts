import { describe, expect, it } from 'vitest'
import { looksOf } from '../../../src-renderer/theme/appearance.ts'

const plain = { isDark: false, wantsContrast: false, wantsStillness: false }
const likeTheSystem = { theme: 'system', contrast: 'system', motion: 'system', density: 'normal' } as const

describe('the theme of the window', () => {
  it('follows the system by default', () => {
    expect(looksOf(likeTheSystem, plain)).toEqual({
      ...{ theme: 'light', contrast: 'normal', motion: 'full', density: 'normal' },
    })
    expect(looksOf(likeTheSystem, { isDark: true, wantsContrast: true, wantsStillness: true })).toEqual({
      theme: 'dark',
      contrast: 'more',
      motion: 'less',
      density: 'normal',
    })
  })

  it('is the selected one, regardless of the system', () => {
    const chosen = { theme: 'light', contrast: 'more', motion: 'less', density: 'compact' } as const
    expect(looksOf(chosen, { ...plain, isDark: true })).toEqual(chosen)
  })
})
