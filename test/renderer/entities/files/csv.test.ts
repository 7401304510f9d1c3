import { describe, expect, it } from 'vitest'
import { csvOf } from '../../../../src-renderer/entities/files/csv.ts'

describe('a table as CSV', () => {
  it('quotes commas, quotes and line breaks, and leaves unknown values empty', () => {
    expect(
      csvOf(
        ['a', 'b'],
        [
          ['x, y', null],
          ['say "no"', 12],
          ['two\nlines', 0],
        ],
      ),
    ).toBe('a,b\r\n"x, y",\r\n"say ""no""",12\r\n"two\nlines",0\r\n')
  })

  it('prevents a spreadsheet from executing a name as a formula', () => {
    expect(csvOf(['name'], [['=1+1'], ['+49'], ['-x'], ['@a']])).toBe(
      "name\r\n'=1+1\r\n'+49\r\n'-x\r\n'@a\r\n",
    )
  })

  it('keeps negative numbers unchanged', () => {
    expect(csvOf(['n'], [[-3]])).toBe('n\r\n-3\r\n')
  })
})
