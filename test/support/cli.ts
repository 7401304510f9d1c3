import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { createTempDir } from './engine.ts'

export const root = join(import.meta.dirname, '../..')
export const sample = (name: string) => join(root, 'resources/samples', name)

/** Runs the real command line in its own process. */
export function switchyard(
  args: string[],
  dataDir = createTempDir(),
  cwd = process.cwd(),
): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const env = { ...process.env, SWITCHYARD_DATA_DIR: dataDir, NO_COLOR: '1' }
    execFile(
      process.execPath,
      [join(root, 'src-main/hosts/cli/switchyard.mjs'), ...args],
      { env, cwd, maxBuffer: 1e8 },
      (error, stdout, stderr) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    )
  })
}
