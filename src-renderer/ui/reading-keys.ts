import { direction } from '#shared/words/words.ts'

const keys = { ltr: { on: 'ArrowRight', back: 'ArrowLeft' }, rtl: { on: 'ArrowLeft', back: 'ArrowRight' } }

/** The arrow keys that point where reading goes on and where it came from: into a tree, and out of it. */
export const { on: onKey, back: backKey } = keys[direction]
