import { stat } from 'node:fs/promises'
import { extname, resolve } from 'node:path'
import { type BrowserWindow, dialog } from 'electron'
import { planExtensions } from '#shared/plan-file/file-types.ts'
import { readOpened } from './desktop/files.ts'
import type { Listeners } from './desktop/listeners.ts'

/** Absolute path of the first plan file among the command-line arguments; null if there is none. */
export function planFileIn(argv: readonly string[], cwd: string): string | null {
  const named = argv.slice(1).find((arg) => !arg.startsWith('-') && isPlanFile(arg))
  return named === undefined ? null : resolve(cwd, named)
}

const isPlanFile = (path: string): boolean => planExtensions.includes(extname(path).toLowerCase())

/** Sends a plan file that the system opened to the page, which offers to import it. */
export async function offerPlanFile(
  listeners: Listeners,
  window: BrowserWindow,
  path: string,
): Promise<void> {
  if (!isPlanFile(path)) return
  const found = await stat(path).catch(() => null)
  // The file may be deleted between `stat` and the read; both failures show the same error.
  const file = found?.isFile() ? await readOpened(path).catch(() => null) : null
  if (file === null) return dialog.showErrorBox('File not opened', `The file cannot be read: ${path}`)
  const { name, base64 } = file
  if (base64 === null) return dialog.showErrorBox('File not opened', `The file is too large: ${path}`)
  if (!window.isDestroyed()) listeners.tellOrKeep(window.webContents, { type: 'file', name, base64 })
}
