import type { Tone } from '../../ui/status-looks.ts'
import type { Faces } from '../face.ts'
import { toneOf } from './far-look.ts'

/** The tone of every node, kept between the frames of a movement, which changes none. */
export interface Tones {
  get(key: string): Tone
  /** Faces have changed. */
  forget(): void
}

export function createTones(faces: Faces): Tones {
  const known = new Map<string, Tone>()
  return {
    get(key) {
      const before = known.get(key)
      if (before !== undefined) return before
      const tone = toneOf(faces.get(key)?.status ?? null)
      known.set(key, tone)
      return tone
    },
    forget: () => known.clear(),
  }
}
