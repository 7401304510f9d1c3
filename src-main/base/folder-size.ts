import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Bytes of all files in the folder and its subfolders. Links are not followed; missing files and folders count as 0.
 */
export async function folderSize(folder: string): Promise<number> {
  // Files may disappear during the count.
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  let sum = 0
  for (const entry of entries) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) sum += await folderSize(path)
    else if (entry.isFile()) sum += await fileSize(path)
  }
  return sum
}

export const fileSize = async (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  )
