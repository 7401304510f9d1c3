import type { words } from '../../../words/words.ts'

/** Why a text cannot be read, and from where to where it is so. */
export interface TextFault {
  readonly kind: keyof (typeof words)['source']['faults']
  readonly from: number
  readonly to: number
  /** What stands there. */
  readonly found: string
  /** Where what is not closed begins. */
  readonly opened?: number
}

export const lineAt = (text: string, at: number): number => text.slice(0, at).split('\n').length

/** The place after the last sign before `at`: where something is missing. */
export const endBefore = (text: string, at: number): number => text.slice(0, at).trimEnd().length

const shownSigns = 30

export function foundIn(text: string, from: number, to: number): string {
  const [line = ''] = text.slice(from, to).trim().split('\n', 1)
  return line.length > shownSigns ? `${line.slice(0, shownSigns)}…` : line
}
