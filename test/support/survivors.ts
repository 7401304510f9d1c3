import { readdirSync, readlinkSync, realpathSync } from 'node:fs'
import { sep } from 'node:path'

/** Processes whose working folder is in a folder. Reads /proc on Linux, independent of the app's own code. */
export function listWorkingIn(folder: string): number[] {
  const root = `${realpathSync(folder)}${sep}`
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && `${workingFolderOf(name)}${sep}`.startsWith(root))
    .map(Number)
}

function workingFolderOf(pid: string): string {
  // The process ended, or belongs to another user.
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return ''
  }
}
