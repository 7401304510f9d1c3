import type { Artifact } from '#shared/model/artifact.ts'
import type { RemoteFile } from './protocol.ts'

const maxFiles = 50
const longestName = 300

/** The files that a remote agent hands over, under names that are only names, as far as there is room for them. */
export interface Files {
  /** `isMore`: it goes on where the one of the same id ended. */
  take(file: RemoteFile, isMore: boolean): void
  list(): Artifact[]
  /** Of all that was handed over and has no room. */
  readonly bytesLeftOut: number
}

interface Kept {
  readonly name: string
  readonly mediaType: string
  readonly chunks: string[]
  bytes: number
  bytesLeftOut: number
}

export function createFiles(maxBytes: number): Files {
  const kept = new Map<string, Kept>()
  let room = maxBytes
  let homeless = 0
  return {
    take({ id, name, mediaType, text }, isMore) {
      const size = Buffer.byteLength(text)
      let file = kept.get(id)
      if (file === undefined || !isMore) {
        room += file?.bytes ?? 0
        if (file === undefined && kept.size >= maxFiles) {
          homeless += size
          return
        }
        const named = name.slice(0, longestName) || `file-${kept.size + 1}`
        file = { name: named, mediaType: mediaType.slice(0, 200), chunks: [], bytes: 0, bytesLeftOut: 0 }
        kept.set(id, file)
      }
      const fitting = file.bytesLeftOut > 0 ? '' : fittingOf(text, size, room)
      const bytes = Buffer.byteLength(fitting)
      if (bytes > 0) file.chunks.push(fitting)
      file.bytes += bytes
      file.bytesLeftOut += size - bytes
      room -= bytes
    },
    list: () =>
      [...kept.values()].map(({ name, mediaType, chunks }) => ({ name, text: chunks.join(''), mediaType })),
    get bytesLeftOut() {
      let sum = homeless
      for (const { bytesLeftOut } of kept.values()) sum += bytesLeftOut
      return sum
    },
  }
}

/** As much of its beginning as there is room for, in whole characters. */
export function fittingOf(text: string, size: number, room: number): string {
  if (size <= room) return text
  const bytes = Buffer.from(text).subarray(0, Math.max(0, room))
  return new TextDecoder().decode(bytes).replace(/\uFFFD+$/, '')
}
