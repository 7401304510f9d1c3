import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findRecipients } from '../../../src-shared/text/recipients.ts'

const found = (text: string) => findRecipients(text).map(({ name, address }) => [name, address])

describe('recipients of a request', () => {
  it('are its addresses, each once', () => {
    expect(found('draft email to john@example.com, then mail John@example.com')).toEqual([
      [null, 'john@example.com'],
    ])
    expect(found('send it to Ann Lee <ann@x.org>, bob@y.co.uk')).toEqual([
      ['Ann Lee', 'ann@x.org'],
      [null, 'bob@y.co.uk'],
    ])
  })

  it('are people named after words such as `to` and `email`', () => {
    expect(found('email Bob and Alice Jones about the trip to France')).toEqual([
      ['Bob', null],
      ['Alice Jones', null],
    ])
    expect(found('send the results to my boss')).toEqual([['my boss', null]])
  })

  it('exclude people who are only mentioned', () => {
    expect(found('email zoë@example.com the letter from mary@x.com')).toEqual([[null, 'zoë@example.com']])
    expect(found('email bob@x.com saying: write to eve@x.com')).toEqual([[null, 'bob@x.com']])
    expect(found('x@y.com@z.com')).toEqual([])
  })

  it('never contain a line break, a space in an address, or a delimiter', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.constantFrom('\r\n', ' ', '>', ','),
        (text, mark) => {
          for (const { name, address } of findRecipients(
            `to A${text}@example.com${mark}${text} a@b.example`,
          )) {
            expect(address ?? '').not.toMatch(/[\s\p{Cc}<>,;:"]/u)
            expect(name ?? '').not.toMatch(/[\p{Cc}<>]/u)
          }
        },
      ),
    )
  })
})
