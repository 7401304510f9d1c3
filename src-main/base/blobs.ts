import { createHash } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { v7 as uuidv7 } from 'uuid'

/** Content-addressed files: each content is stored once under its SHA-256 and never changes. */
export function createBlobs(folder: string) {
  const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

  async function read(sha256: string): Promise<Buffer | null> {
    if (!/^[0-9a-f]{64}$/.test(sha256)) return null
    // A missing file is an expected result.
    const bytes = await readFile(join(folder, sha256)).catch(() => null)
    return bytes !== null && hashOf(bytes) === sha256 ? bytes : null
  }

  const fresh = new Set<string>()

  async function sweep(named: ReadonlySet<string>): Promise<number> {
    // The folder may not exist yet.
    const names = await readdir(folder).catch(() => [])
    const unnamed = names.filter((name) => isOurs(name) && !named.has(name) && !fresh.has(name))
    for (const name of unnamed) await rm(join(folder, name), { force: true })
    return unnamed.length
  }

  return {
    /** Null if the file does not exist, or its content no longer matches its name. */
    read,
    /**
     * Removes unreferenced blobs and unfinished drafts. Keeps those written since the start, because their reference
     * may follow. Returns the number of removed files.
     */
    sweep,
    /** Stores the bytes durably before it resolves. Returns their SHA-256 in hex. */
    async put(bytes: Uint8Array): Promise<string> {
      const sha256 = hashOf(bytes)
      fresh.add(sha256)
      if ((await read(sha256)) !== null) return sha256
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const draft = `${uuidv7()}.new`
      fresh.add(draft)
      try {
        await write(join(folder, draft), bytes)
        await rename(join(folder, draft), join(folder, sha256))
      } finally {
        await rm(join(folder, draft), { force: true })
        fresh.delete(draft)
      }
      await syncFolder(folder)
      return sha256
    },
  }
}
export type Blobs = ReturnType<typeof createBlobs>

const isOurs = (name: string): boolean => /^[0-9a-f]{64}$|\.new$/.test(name)

async function write(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Flushes the folder so that the new file name is on disk too. Windows cannot open folders and does not need this. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
