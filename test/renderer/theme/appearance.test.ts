import { describe, expect, it } from 'vitest'
import { looksOf } from '../../../src-renderer/theme/appearance.ts'

const plain = { isDark: false, wantsContrast: false, wantsStillness: false }
const likeTheSystem = { theme: 'system', contrast: 'system', motion: 'system', density: 'normal' } as const

describe('the looks of the window', () => {
  it('are those of the system where nothing was chosen', () => {
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

  it('are those that were chosen, whatever the system says', () => {
    const chosen = { theme: 'light', contrast: 'more', motion: 'less', density: 'compact' } as const
    expect(looksOf(chosen, { ...plain, isDark: true })).toEqual(chosen)
  })
})
