import { readFile, stat, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { type BrowserWindow, dialog } from 'electron'
import { largestFile } from '#shared/contract/desktop.ts'

export interface OpenedFile {
  readonly name: string
  /** Null if the file exceeds `largestFile`. */
  readonly base64: string | null
}

/** Lets a person choose a file and returns its content; null if no file was chosen. The page never learns the path. */
export async function openFile(
  window: BrowserWindow,
  extensions: readonly string[],
): Promise<OpenedFile | null> {
  const filters =
    extensions.length === 0
      ? []
      : [{ name: extensions.join(', '), extensions: extensions.map((each) => each.slice(1)) }]
  const { canceled, filePaths } = await dialog.showOpenDialog(window, { properties: ['openFile'], filters })
  const [path] = filePaths
  return canceled || path === undefined ? null : readOpened(path)
}

/** Reads a file's name and content. */
export async function readOpened(path: string): Promise<OpenedFile> {
  const { size } = await stat(path)
  const base64 = size > largestFile ? null : (await readFile(path)).toString('base64')
  return { name: basename(path), base64 }
}

/** Writes the file where the person chooses; false if the dialog was cancelled. */
export async function saveFile(
  window: BrowserWindow,
  { name, base64 }: { readonly name: string; readonly base64: string },
): Promise<boolean> {
  // Strip folders: a file name from a page must not select a folder.
  const defaultPath = name.split(/[\\/]/).at(-1) ?? name
  const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath })
  if (canceled || filePath === undefined || filePath === '') return false
  await writeFile(filePath, Buffer.from(base64, 'base64'))
  return true
}
