import { readdirSync, readlinkSync, realpathSync } from 'node:fs'
import { sep } from 'node:path'

/** Processes that work in a folder or below it, by what Linux says of them; nothing that the product looks at. */
export function listWorkingIn(folder: string): number[] {
  const root = `${realpathSync(folder)}${sep}`
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && `${workingFolderOf(name)}${sep}`.startsWith(root))
    .map(Number)
}

function workingFolderOf(pid: string): string {
  // It ended, or is somebody else's.
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return ''
  }
}
