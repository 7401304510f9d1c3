import { type DecodedText, decodeText } from '#shared/text/decode.ts'
import { words } from '#shared/words/words.ts'

/** The text of a file that a person chose, in UTF-8, UTF-16 or Windows-1252. Throws for a file that is no text. */
export async function readTextFile(file: File): Promise<DecodedText> {
  const decoded = decodeText(new Uint8Array(await file.arrayBuffer()))
  if (decoded === null) throw new Error(words.imports.noText(file.name))
  return decoded
}
