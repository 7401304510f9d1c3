import { describe, expect, it } from 'vitest'
import { decodeText } from '../../../src-shared/text/decode.ts'

const utf16 = (text: string, { isBig = false, mark = '\uFEFF' } = {}): Uint8Array => {
  const bytes = Buffer.from(mark + text, 'utf16le')
  return isBig ? bytes.swap16() : bytes
}

describe('the text of a file', () => {
  it('is decoded as UTF-8 if valid', () => {
    expect(decodeText(Buffer.from('Ärger, 数'))).toEqual({ text: 'Ärger, 数', encoding: 'utf-8' })
    expect(decodeText(new Uint8Array())).toEqual({ text: '', encoding: 'utf-8' })
  })

  it('is decoded as UTF-16 in either byte order, with or without a byte order mark', () => {
    const text = 'id,title\n1,Ärger\n'
    expect(decodeText(utf16(text))).toEqual({ text, encoding: 'utf-16le' })
    expect(decodeText(utf16(text, { isBig: true }))).toEqual({ text, encoding: 'utf-16be' })
    expect(decodeText(utf16(text, { mark: '' }))).toEqual({ text, encoding: 'utf-16le' })
    expect(decodeText(utf16(text, { mark: '', isBig: true }))).toEqual({ text, encoding: 'utf-16be' })
  })

  it('is decoded as Windows-1252 if no other encoding fits', () => {
    expect(
      decodeText(
        Buffer.from('Müll – “x”'.replace('–', '\x96').replace('“', '\x93').replace('”', '\x94'), 'latin1'),
      ),
    ).toEqual({
      text: 'Müll – “x”',
      encoding: 'windows-1252',
    })
  })

  it('is refused if the bytes are no text', () => {
    expect(
      decodeText(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])),
    ).toBeNull()
    expect(decodeText(new Uint8Array([0xff, 0xfe, 0x00, 0xd8]))).toBeNull()
  })
})
