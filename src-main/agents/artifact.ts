import type { Artifact, StoredArtifact } from '#shared/model/artifact.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { decodeUtf8 } from '#shared/text/decode.ts'
import { words } from '#shared/words/words.ts'
import type { Blobs } from '../base/blobs.ts'
import { sayBytes } from './process/head-tail.ts'
import { readNamed, type Unusable } from './read-inside.ts'

export interface NamedFile {
  readonly name: string
  readonly mediaType: string
  readonly text: string | null
  readonly path: string | null
  readonly maxBytes: number
  /** Where a file that is no text is kept; null: it is refused. */
  readonly blobs: Blobs | null
}

const reasons: Record<Unusable, string> = {
  not_plain: 'its path must lead from the workspace, without ..',
  outside: 'it lies outside the workspace',
  linked: 'it is a link, or has a second name',
  special: 'it is no file',
  missing: 'it is not there, or cannot be read',
  too_large: '',
}

/** A file that a program hands over, with its text or the hash of its bytes; it is in the words of the program, and its name is only a name. */
export async function readArtifact(
  workspace: string,
  { name, mediaType, text, path, maxBytes, blobs }: NamedFile,
): Promise<Result<Artifact | StoredArtifact, string>> {
  const content = path === null ? Buffer.from(text ?? '') : await readNamed(workspace, path, maxBytes)
  const no = (why: string) => err(words.agentFailures.fileRefused(JSON.stringify(name), why))
  if (content === 'too_large' || (typeof content !== 'string' && content.length > maxBytes)) {
    return no(`there is room for ${sayBytes(maxBytes)} more (maxOutputBytes)`)
  }
  if (typeof content === 'string') return no(reasons[content])
  const decoded = decodeUtf8(content)
  if (decoded !== null) return ok({ name, text: decoded, mediaType })
  if (blobs === null) return no('it is not UTF-8 text')
  const type = mediaType === 'text/plain' ? 'application/octet-stream' : mediaType
  return ok({ name, mediaType: type, bytes: content.length, sha256: await blobs.put(content) })
}
