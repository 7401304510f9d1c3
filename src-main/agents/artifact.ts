import type { Artifact, StoredArtifact } from '#shared/model/artifact.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { decodeUtf8 } from '#shared/text/decode.ts'
import { words } from '#shared/words/words.ts'
import type { Blobs } from '../base/blobs.ts'
import { formatBytes } from './process/head-tail.ts'
import { readNamed } from './read-inside.ts'

export interface NamedFile {
  readonly name: string
  readonly mediaType: string
  readonly text: string | null
  readonly path: string | null
  readonly maxBytes: number
  /** Store for binary files; null: binary files are refused. */
  readonly blobs: Blobs | null
}

/**
 * Reads a file that a program hands over: its text, or the hash of its bytes. The program's name for the file
 * is never used as a path.
 */
export async function readArtifact(
  workspace: string,
  { name, mediaType, text, path, maxBytes, blobs }: NamedFile,
): Promise<Result<Artifact | StoredArtifact, string>> {
  const content = path === null ? Buffer.from(text ?? '') : await readNamed(workspace, path, maxBytes)
  const no = (why: string) => err(words.agentFailures.fileRefused(JSON.stringify(name), why))
  if (content === 'too_large' || (typeof content !== 'string' && content.length > maxBytes)) {
    return no(words.artifactTexts.noRoom(formatBytes(maxBytes)))
  }
  if (typeof content === 'string') return no(words.artifactTexts.unusable[content])
  const decoded = decodeUtf8(content)
  if (decoded !== null) return ok({ name, text: decoded, mediaType })
  if (blobs === null) return no(words.artifactTexts.notText)
  const type = mediaType === 'text/plain' ? 'application/octet-stream' : mediaType
  return ok({ name, mediaType: type, bytes: content.length, sha256: await blobs.put(content) })
}
