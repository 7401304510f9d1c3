import { describe, expect, it } from 'vitest'
import { capsOf } from '../../../src-renderer/commands/key-names.ts'
import { canonicalKeys, hasModifier, isCharacterKeys } from '../../../src-renderer/commands/key-presses.ts'
import { findConflicts, keysOf, resetKeys, setKeys } from '../../../src-renderer/commands/key-settings.ts'

const asShipped = { own: {}, hasCharacterKeys: true }
const goHome = { id: 'go.home', keys: ['g h'] }
const palette = { id: 'go.palette', keys: ['$mod+k'] }

describe('keys of a person’s own', () => {
  it('take the place of those a command comes with, and can be none', () => {
    const settings = setKeys(asShipped, 'go.home', ['h'])
    expect(keysOf(goHome, settings)).toEqual(['h'])
    expect(keysOf(goHome, setKeys(settings, 'go.home', []))).toEqual([])
    expect(keysOf(goHome, resetKeys(settings, 'go.home'))).toEqual(['g h'])
  })

  it('leave letters alone out where a person switched those off', () => {
    const settings = { ...asShipped, hasCharacterKeys: false }
    expect(keysOf(goHome, settings)).toEqual([])
    expect(keysOf(palette, settings)).toEqual(['$mod+k'])
    expect(keysOf({ id: 'x', keys: ['F8', 'Enter', 'Shift+?'] }, settings)).toEqual(['F8', 'Enter'])
  })

  it('stand in each other’s way where they are the same or one begins the other', () => {
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

describe('keys as they are written', () => {
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
  ])('%s: with a modifier %s, letters alone %s', (keys, modified, characters) => {
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
