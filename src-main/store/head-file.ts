import { readFileSync, renameSync, rmSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { type NotedHead, notedHeadSchema } from '#shared/contract/audit.ts'
import type { AuditStore } from './audit.ts'

/**
 * The newest entry of the log, noted in a file beside the database: whoever cuts the end off the log, and changes the
 * record in the database with it, is still found out. Written after the commit and now and then, so it may lag and
 * never leads; a log that ends before it has lost its end, or is a restored backup.
 */
export interface HeadNote {
  /** The name of the file. */
  readonly file: string
  /** Null: there is a file, and it is not one of ours. */
  readonly head: NotedHead | null
}

const noteName = 'audit-head.json'
/** A note that the log does not meet, put aside so that newer notes do not hide it. */
const unmetName = 'audit-head.unmet.json'

/** Every note there is. */
export function readNotes(dataDir: string): HeadNote[] {
  return [noteName, unmetName].flatMap((file) => {
    const note = readNote(dataDir, file)
    return note === null ? [] : [note]
  })
}

function readNote(dataDir: string, file: string): HeadNote | null {
  // No file is no note. One that cannot be read as ours was damaged: it is put in its place whole.
  try {
    return { file, head: notedHeadSchema.parse(JSON.parse(readFileSync(join(dataDir, file), 'utf8'))) }
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    return isAbsent ? null : { file, head: null }
  }
}

/** Whole or not at all, whenever the machine stops. One writer at a time: who holds the data folder. */
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

/** Another log is put in the place of the one they are of. */
export function forgetNotes(dataDir: string): void {
  for (const name of [noteName, unmetName]) rmSync(join(dataDir, name), { force: true })
}

/** Puts a note aside that the log does not meet; answers with it. A note already there that says more is kept. */
export function setAsideUnmet(dataDir: string, audit: AuditStore): HeadNote | null {
  const note = readNote(dataDir, noteName)
  if (note === null || (note.head !== null && audit.findHash(note.head.seq) === note.head.hash)) return null
  const old = readNote(dataDir, unmetName)
  const isOldKept = old !== null && (old.head?.seq ?? 0) >= (note.head?.seq ?? 0)
  if (isOldKept) rmSync(join(dataDir, noteName))
  else renameSync(join(dataDir, noteName), join(dataDir, unmetName))
  return note
}
