import { orElse } from '../or-else.ts'
/** A file's text and the encoding it was read with. */
export interface DecodedText {
  readonly text: string
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'
}

/** Bytes examined for the zero bytes of UTF-16 without a byte order mark. */
const sampleSize = 4096

/**
 * Decodes a text file of any editor: UTF-8, UTF-16 with or without a byte order mark, else
 * Windows-1252. Null for binary content: zero bytes or control characters outside UTF-16.
 */
export function decodeText(bytes: Uint8Array): DecodedText | null {
  const encoding = utf16Of(bytes) ?? 'utf-8'
  const text = tryDecode(bytes, encoding)
  if (text !== null) return { text, encoding }
  const isText = encoding === 'utf-8' && !bytes.some((byte) => byte < 9 || (byte > 13 && byte < 32))
  const guessed = isText ? tryDecode(bytes, 'windows-1252') : null
  return guessed === null ? null : { text: guessed, encoding: 'windows-1252' }
}

/** Null for bytes that are invalid in the encoding. */
const tryDecode = (bytes: Uint8Array, encoding: DecodedText['encoding']): string | null =>
  orElse(() => new TextDecoder(encoding, { fatal: true }).decode(bytes), null)

export const decodeUtf8 = (bytes: Uint8Array): string | null => tryDecode(bytes, 'utf-8')

/** Detected by the byte order mark, or by a zero in every second byte, as in plain letters. */
function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const sample = bytes.subarray(0, sampleSize)
  if (bytes.length % 2 !== 0 || sample.length < 4) return null
  const zerosAt = (parity: number) =>
    sample.reduce((count, byte, at) => count + Number(byte === 0 && at % 2 === parity), 0)
  const [even, odd] = [zerosAt(0), zerosAt(1)]
  const most = sample.length / 4
  if (odd > most && even === 0) return 'utf-16le'
  return even > most && odd === 0 ? 'utf-16be' : null
}
