import { direction } from '#shared/words/words.ts'

const keys = { ltr: { on: 'ArrowRight', back: 'ArrowLeft' }, rtl: { on: 'ArrowLeft', back: 'ArrowRight' } }

/** Arrow keys in reading direction: `onKey` enters a tree node, `backKey` leaves it. */
export const { on: onKey, back: backKey } = keys[direction]
