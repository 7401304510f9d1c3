import { describe, expect, it } from 'vitest'
import { channelsOf, isQuiet } from '../../../src-renderer/entities/notices/notice-settings.ts'
import { addPress, pressOf } from '../../../src-renderer/features/settings/key-dialog.tsx'
import { listKeyRows } from '../../../src-renderer/features/settings/key-rows.ts'
import {
  draftOf,
  inputOf,
  newModelDraft,
  withKind,
} from '../../../src-renderer/features/settings/models/model-draft.ts'
import { findSections, parseSettingsSearch } from '../../../src-renderer/features/settings/sections.ts'

const nothingHeld = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }

describe('pressed keys', () => {
  it.each([
    [{ key: 'h' }, 'h'],
    [{ key: 'H', shiftKey: true }, 'Shift+h'],
    [{ key: '?', shiftKey: true }, '?'],
    [{ key: 'k', ctrlKey: true }, '$mod+k'],
    [{ key: 'k', metaKey: true, altKey: true }, '$mod+Alt+k'],
    [{ key: 'F8', shiftKey: true }, 'Shift+F8'],
    [{ key: ' ' }, 'Space'],
    [{ key: 'Shift', shiftKey: true }, null],
  ])('%j are %s', (pressed, keys) => expect(pressOf({ ...nothingHeld, ...pressed })).toBe(keys))
})

describe('a sequence of keys', () => {
  it('has two keys at most: a third key starts again', () => {
    expect(addPress(null, 'g')).toBe('g')
    expect(addPress('g', '$mod+h')).toBe('g $mod+h')
    expect(addPress('g h', 'x')).toBe('x')
  })
})

describe('the list of keys', () => {
  const known = [
    { id: 'a.one', title: 'One', category: 'A', keys: ['x'] },
    { id: 'b.two', title: 'Two', category: 'B', keys: ['x'] },
    { id: 'a.three', title: 'Three', category: 'A', keys: ['y'] },
  ]

  it('finds no conflict between two screens, and one within a screen', () => {
    const shipped = listKeyRows(known, [], { own: {}, hasCharacterKeys: true })
    expect(shipped.flatMap(({ conflicts }) => conflicts)).toEqual([])
    const own = listKeyRows(known, [], { own: { 'a.three': ['x'] }, hasCharacterKeys: true })
    expect(own.filter(({ conflicts }) => conflicts.length > 0).map(({ id }) => id)).toEqual([
      'a.one',
      'a.three',
    ])
    expect(own.find(({ id }) => id === 'a.three')?.isOwn).toBe(true)
  })

  it('compares global keys with those of every screen', () => {
    const home = {
      id: 'go.home',
      title: 'Home',
      category: 'Go',
      keys: ['x'],
      isEverywhere: true,
      run: () => {},
    }
    const rows = listKeyRows(known, [home], { own: {}, hasCharacterKeys: true })
    expect(rows.find(({ id }) => id === 'go.home')?.conflicts).toEqual(['a.one', 'b.two'])
  })
})

describe('the form of a model', () => {
  it('sends the settings of its kind, without a key', () => {
    const draft = { ...withKind(newModelDraft, 'openai'), name: ' big ', model: 'gpt-x', newKey: 'secret' }
    expect(inputOf(draft)).toEqual({
      ...{ name: 'big', kind: 'openai', model: 'gpt-x', baseURL: null, structured: null, price: null },
      key: { from: 'environment', name: 'OPENAI_API_KEY' },
    })
    expect(inputOf({ ...newModelDraft, name: 'x', model: 'm' })).toMatchObject({
      key: null,
      structured: 'json_schema',
    })
  })

  it('starts with the stored settings', () => {
    const view = {
      ...{
        name: 'big',
        kind: 'compatible',
        model: 'm',
        structured: 'prompt',
        usedFor: [],
        baseURL: 'http://a/v1',
      },
      ...{ price: 'free', key: { from: 'keystore' as const, name: 'big' }, from: 'settings' as const },
    }
    expect(draftOf(view)).toMatchObject({
      structured: 'prompt',
      keyKind: 'keystore',
      keyName: 'big',
      newKey: '',
    })
  })
})

describe('sections of the settings', () => {
  it('are found by any word in them', () => {
    expect(findSections('')).toHaveLength(10)
    expect(findSections('quiet hours')).toEqual(['notifications'])
    expect(findSections('OLLAMA')).toEqual(['models'])
    expect(findSections('zebra')).toEqual([])
    expect(parseSettingsSearch({ section: 'zebra' })).toEqual({})
  })
})

describe('the delivery of notifications', () => {
  it('uses all channels by default', () => {
    const settings = { kinds: { money: { window: true, system: false } }, quiet: null }
    expect(channelsOf(settings, 'money').system).toBe(false)
    expect(channelsOf(settings, 'needs_you')).toEqual({ window: true, system: true })
  })

  it.each([
    ['22:00', '07:00', '23:30', true],
    ['22:00', '07:00', '06:59', true],
    ['22:00', '07:00', '07:00', false],
    ['12:00', '13:00', '12:30', true],
    ['12:00', '13:00', '22:00', false],
    ['12:00', '12:00', '12:00', false],
  ])('is quiet from %s to %s at %s: %s', (from, to, time, is) => {
    expect(isQuiet({ kinds: {}, quiet: { from, to } }, time)).toBe(is)
  })
})
