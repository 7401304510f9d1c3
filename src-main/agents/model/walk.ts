import { readdir } from 'node:fs/promises'
import { findFolderInside } from '../inside.ts'
import { findNameFault } from '../write-inside.ts'

/** Names looked at, so that a folder of a million pictures ends as well. */
const maxEntries = 20_000

export interface Walked {
  /** From the workspace, with `/`. */
  readonly files: readonly string[]
  /** There were more than were looked at. */
  readonly isCut: boolean
}

/**
 * The files below a folder of a workspace in order of their paths; null when there is no such folder. Links are not
 * followed, and what is hidden and `node_modules` are left out.
 */
export async function walkFiles(root: string, folder: string, signal: AbortSignal): Promise<Walked | null> {
  if (folder !== '' && findNameFault(folder) !== null) return null
  const files: string[] = []
  const waiting = [folder]
  let looked = 0
  if (folder !== '' && (await findFolderInside(root, folder)) === null) return null
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    signal.throwIfAborted()
    for (const entry of await listEntries(root, path)) {
      looked += 1
      if (looked > maxEntries) return { files: files.toSorted(), isCut: true }
      const inner = path === '' ? entry.name : `${path}/${entry.name}`
      if (findNameFault(inner) !== null || entry.name === 'node_modules') continue
      if (entry.isDirectory()) waiting.push(inner)
      else if (entry.isFile()) files.push(inner)
    }
  }
  return { files: files.toSorted(), isCut: false }
}

async function listEntries(root: string, path: string) {
  const real = path === '' ? root : await findFolderInside(root, path)
  // A folder that went away meanwhile holds nothing.
  return real === null ? [] : readdir(real, { withFileTypes: true }).catch(() => [])
}

/** The path of a file as models write it: from the workspace, with or without `./` before it. */
export const plainOf = (path: string): string => path.replace(/^(\.\/)+/, '').replace(/^\.$/, '')
