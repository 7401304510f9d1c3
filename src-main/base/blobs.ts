import { createHash } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { v7 as uuidv7 } from 'uuid'

/** Bytes in files that are named for what they hold: each content is there once, and never changes. */
export interface Blobs {
  /** Kept when this resolves, whatever happens then; answers with its SHA-256 in hex. */
  put(bytes: Uint8Array): Promise<string>
  /** Null: it is not there, or is not what its name says any more. */
  read(sha256: string): Promise<Buffer | null>
}

export function createBlobs(folder: string): Blobs {
  const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

  async function read(sha256: string): Promise<Buffer | null> {
    if (!/^[0-9a-f]{64}$/.test(sha256)) return null
    // One that is not there is an expected answer of the file system.
    const bytes = await readFile(join(folder, sha256)).catch(() => null)
    return bytes !== null && hashOf(bytes) === sha256 ? bytes : null
  }

  return {
    read,
    async put(bytes) {
      const sha256 = hashOf(bytes)
      if ((await read(sha256)) !== null) return sha256
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const draft = join(folder, `${uuidv7()}.new`)
      try {
        await write(draft, bytes)
        await rename(draft, join(folder, sha256))
      } finally {
        await rm(draft, { force: true })
      }
      await syncFolder(folder)
      return sha256
    },
  }
}

async function write(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** The new name is on the disk, too. Windows opens no folder, and needs no such thing. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
