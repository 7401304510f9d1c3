import type { Tone } from '../../ui/status-looks.ts'
import type { Faces } from '../face.ts'
import { toneOf } from './far-look.ts'

/** The tone of every node, kept between frames, which change few of them. */
export interface Tones {
  get(key: string): Tone
  /** Faces have changed: gives back the keys of those that are painted otherwise now. */
  renew(keys: Iterable<string>): readonly string[]
}

interface Painted {
  readonly tone: Tone
  readonly title: string
}

export function createTones(faces: Pick<Faces, 'get'>): Tones {
  const known = new Map<string, Painted>()
  const read = (key: string): Painted => {
    const face = faces.get(key)
    const painted = { tone: toneOf(face?.status ?? null), title: face?.title ?? '' }
    known.set(key, painted)
    return painted
  }
  return {
    get: (key) => (known.get(key) ?? read(key)).tone,
    renew: (keys) =>
      [...keys].filter((key) => {
        const before = known.get(key)
        const now = read(key)
        return before?.tone !== now.tone || before.title !== now.title
      }),
  }
}
