import { closeSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { type NotedHead, notedHeadSchema } from '#shared/contract/audit.ts'
import type { AuditStore } from './audit.ts'

/**
 * The newest entry of the log, noted in a file beside the database. It reveals a log whose end was cut off together
 * with the record in the database. The note is written at intervals after a commit, so it may lag but never leads. A
 * log that ends before the note lost its end or is a restored backup.
 */
export interface HeadNote {
  /** Name of the file. */
  readonly file: string
  /** Null: the file exists but is not a valid note. */
  readonly head: NotedHead | null
}

const noteName = 'audit-head.json'
/** Head of the newest acknowledged commit, overwritten in place without fsync. It reveals a lost write-ahead log. */
const liveName = 'audit-head.live.json'
/** A note that contradicts the log, set aside so that newer notes do not hide it. */
const unmetName = 'audit-head.unmet.json'

/** All existing notes. */
export function readNotes(dataDir: string): HeadNote[] {
  return [noteName, liveName, unmetName].flatMap((file) => {
    const note = readNote(dataDir, file)
    return note === null ? [] : [note]
  })
}

function readNote(dataDir: string, file: string): HeadNote | null {
  // A missing file means no note. An unreadable file is damaged and will be replaced.
  try {
    return { file, head: notedHeadSchema.parse(JSON.parse(readFileSync(join(dataDir, file), 'utf8'))) }
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    // A power cut may leave the live note incomplete, because no fsync protects it. An unreadable live note is
    // ignored.
    return isAbsent || file === liveName ? null : { file, head: null }
  }
}

/** Atomic, even during a power loss. Only the owner of the data folder may write. */
export async function writeNote(dataDir: string, { seq, hash, at }: NotedHead): Promise<void> {
  const unfinished = join(dataDir, `${noteName}.new`)
  const handle = await open(unfinished, 'w', 0o600)
  try {
    await handle.writeFile(`${JSON.stringify({ seq, hash, at })}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(unfinished, join(dataDir, noteName))
}

/** Fixed length of the live note in characters, so that a shorter note overwrites a longer one completely. */
const liveLength = 160

/** Opens the live note, which records the head of every commit before its commands are answered. */
export function openLiveNote(dataDir: string) {
  const handle = openSync(join(dataDir, liveName), 'w', 0o600)
  return {
    write({ seq, hash, at }: NotedHead): void {
      writeSync(handle, `${JSON.stringify({ seq, hash, at }).padEnd(liveLength)}\n`, 0, 'utf8')
    },
    close: () => closeSync(handle),
  }
}
export type LiveNote = ReturnType<typeof openLiveNote>

/** Call when another log replaces the one that the notes describe. */
export function forgetNotes(dataDir: string): void {
  for (const name of [noteName, liveName, unmetName]) rmSync(join(dataDir, name), { force: true })
}

/**
 * Sets aside the newest note that the log contradicts, and returns it. Keeps an earlier set-aside note with the same
 * or a higher sequence number.
 */
export function setAsideUnmet(dataDir: string, audit: AuditStore): HeadNote | null {
  const isMet = ({ head }: HeadNote) => head !== null && audit.findHash(head.seq) === head.hash
  const unmet = [noteName, liveName]
    .flatMap((file) => readNote(dataDir, file) ?? [])
    .filter((note) => !isMet(note))
    .toSorted((one, other) => (one.head?.seq ?? 0) - (other.head?.seq ?? 0))
  const newest = unmet.at(-1)
  if (newest === undefined) return null
  const old = readNote(dataDir, unmetName)
  const isOldKept = old !== null && (old.head?.seq ?? 0) >= (newest.head?.seq ?? 0)
  if (!isOldKept) renameSync(join(dataDir, newest.file), join(dataDir, unmetName))
  for (const { file } of unmet) rmSync(join(dataDir, file), { force: true })
  return newest
}
