import { describe, expect, it } from 'vitest'
import { acceleratorOf } from '../../src-main/hosts/electron/desktop/accelerator.ts'

describe('keys in the menu', () => {
  it.each([
    ['$mod+k', 'CommandOrControl+K'],
    ['$mod+Shift+p', 'CommandOrControl+Shift+P'],
    ['$mod+=', 'CommandOrControl+='],
    ['$mod+Shift++', 'CommandOrControl+Shift+Plus'],
    ['Alt+ArrowLeft', 'Alt+Left'],
    ['F8', 'F8'],
    ['$mod+Enter', 'CommandOrControl+Enter'],
  ])('%s are shown as %s', (keys, accelerator) => expect(acceleratorOf(keys)).toBe(accelerator))

  it.each(['g h', '?', 'Shift+?', 'a', 'Delete', '$mod+ä', 'Hyper+k'])('%s have no menu notation', (keys) =>
    expect(acceleratorOf(keys)).toBeNull(),
  )
})
