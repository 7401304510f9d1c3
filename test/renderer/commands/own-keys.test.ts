import { describe, expect, it } from 'vitest'
import { capsOf } from '../../../src-renderer/commands/key-names.ts'
import { canonicalKeys, hasModifier, isCharacterKeys } from '../../../src-renderer/commands/key-presses.ts'
import { findConflicts, keysOf, resetKeys, setKeys } from '../../../src-renderer/commands/key-settings.ts'

const asShipped = { own: {}, hasCharacterKeys: true }
const goHome = { id: 'go.home', keys: ['g h'] }
const palette = { id: 'go.palette', keys: ['$mod+k'] }

describe('custom keys', () => {
  it('replace the default keys of a command, and can be empty', () => {
    const settings = setKeys(asShipped, 'go.home', ['h'])
    expect(keysOf(goHome, settings)).toEqual(['h'])
    expect(keysOf(goHome, setKeys(settings, 'go.home', []))).toEqual([])
    expect(keysOf(goHome, resetKeys(settings, 'go.home'))).toEqual(['g h'])
  })

  it('omit single letters if the person disabled them', () => {
    const settings = { ...asShipped, hasCharacterKeys: false }
    expect(keysOf(goHome, settings)).toEqual([])
    expect(keysOf(palette, settings)).toEqual(['$mod+k'])
    expect(keysOf({ id: 'x', keys: ['F8', 'Enter', 'Shift+?'] }, settings)).toEqual(['F8', 'Enter'])
  })

  it('conflict if they are equal or one is a prefix of the other', () => {
    const commands = [
      goHome,
      palette,
      { id: 'graph.group', keys: ['g'] },
      { id: 'text.kill', keys: ['Control+K'] },
      { id: 'plan.add', keys: ['a', 'Shift+a'] },
    ]
    expect(findConflicts(commands)).toEqual([
      { keys: 'g h', ids: ['go.home', 'graph.group'] },
      { keys: '$mod+k', ids: ['go.palette', 'text.kill'] },
    ])
  })
})

describe('keys in text form', () => {
  it.each([
    ['Shift+$mod+P', 'Control+Shift+p'],
    ['g  H', 'g h'],
    ['$mod+Shift++', 'Control+Shift++'],
  ])('%s are the same as %s', (keys, same) => expect(canonicalKeys(keys)).toBe(canonicalKeys(same)))

  it.each([
    ['$mod+k', true, false],
    ['Shift+?', false, true],
    ['g h', false, true],
    ['Escape', false, false],
  ])('%s: with a modifier %s, single letters %s', (keys, modified, characters) => {
    expect([hasModifier(keys), isCharacterKeys(keys)]).toEqual([modified, characters])
  })

  it('are shown as on the keyboard', () => {
    expect(capsOf('$mod+Shift+p', false)).toEqual([['Ctrl', 'Shift', 'P']])
    expect(capsOf('$mod+Shift+p', true)).toEqual([['⌘', '⇧', 'P']])
    expect(capsOf('Shift+Digit1', false)).toEqual([['Shift', '1']])
    expect(capsOf('g ArrowLeft', false)).toEqual([['G'], ['←']])
    expect(capsOf('$mod+Shift++', false)).toEqual([['Ctrl', 'Shift', '+']])
  })
})
