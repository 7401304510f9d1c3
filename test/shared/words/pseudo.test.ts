import { expect, it } from 'vitest'
import { lengthened, rewritten } from '#shared/words/pseudo.ts'

it('every text of a catalogue is lengthened, including the results of functions, and an empty text stays empty', () => {
  const longer = rewritten(
    { one: 'Day', of: (count: number) => (count === 0 ? '' : `${count} days`) },
    lengthened,
  )
  expect([longer.one, longer.of(2), longer.of(0)]).toEqual(['⟦Dáy··⟧', '⟦2 dáys···⟧', ''])
})
