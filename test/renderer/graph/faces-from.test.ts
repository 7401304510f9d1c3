import { describe, expect, it } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { facesFrom } from '../../../src-renderer/graph/faces-from.ts'
import { face } from './plans.ts'

function createFaces() {
  const store = createStore<Readonly<Record<string, { title: string }>>>(() => ({
    a: { title: 'A' },
    b: { title: 'B' },
  }))
  const faces = facesFrom(store, {
    partsOf: (state, key) => (state[key] === undefined ? [] : [state[key]]),
    faceOf: (state, key) => face(state[key]?.title ?? ''),
  })
  return { store, faces }
}

describe('facesFrom', () => {
  it('returns the same face while its parts are the same', () => {
    const { store, faces } = createFaces()
    const before = faces.get('a')
    store.setState({ b: { title: 'Other' } })
    expect(faces.get('a')).toBe(before)
    expect(faces.get('b')?.title).toBe('Other')
    expect(faces.get('none')).toBeUndefined()
  })

  it('notifies for changed faces only', () => {
    const { store, faces } = createFaces()
    const told: string[] = []
    const stop = faces.subscribe('a', () => told.push('a'))
    faces.subscribe('b', () => told.push('b'))
    faces.subscribeAll(() => told.push('all'))
    store.setState({ b: { title: 'Other' } })
    expect(told).toEqual(['b', 'all'])
    stop()
    store.setState({ a: { title: 'Unheard' } })
    expect(told).toEqual(['b', 'all', 'all'])
  })

  it('notifies the painter of changed faces, also of those requested early', () => {
    const { store, faces } = createFaces()
    const told: string[][] = []
    store.subscribe(() => faces.get('b'))
    faces.get('a')
    faces.get('b')
    faces.subscribeAll((keys) => told.push([...keys]))
    store.setState({ b: { title: 'Other' } })
    store.setState({ c: { title: 'Nobody asked for it' } })
    store.setState({ a: { title: 'New' } })
    expect(told).toEqual([['b'], ['a']])
  })
})
