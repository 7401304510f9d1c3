import { readFile, stat, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { type BrowserWindow, dialog } from 'electron'
import { largestFile } from '#shared/contract/desk.ts'

export interface OpenedFile {
  readonly name: string
  /** Null: it is larger than what a page is handed. */
  readonly base64: string | null
}

/** The files that a person chooses, with what is in them: a page never learns where they lie. */
export async function openFiles(
  window: BrowserWindow,
  { extensions, isMultiple }: { readonly extensions: readonly string[]; readonly isMultiple: boolean },
): Promise<OpenedFile[]> {
  const filters =
    extensions.length === 0
      ? []
      : [{ name: extensions.join(', '), extensions: extensions.map((each) => each.slice(1)) }]
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    properties: isMultiple ? ['openFile', 'multiSelections'] : ['openFile'],
    filters,
  })
  return canceled ? [] : Promise.all(filePaths.map(readOpened))
}

/** A file with what is in it. */
export async function readOpened(path: string): Promise<OpenedFile> {
  const { size } = await stat(path)
  const base64 = size > largestFile ? null : (await readFile(path)).toString('base64')
  return { name: basename(path), base64 }
}

/** Writes where the person says; false when they say nowhere. */
export async function saveFile(
  window: BrowserWindow,
  { name, base64 }: { readonly name: string; readonly base64: string },
): Promise<boolean> {
  // Only a name: what a page calls a file must not name a folder.
  const defaultPath = name.split(/[\\/]/).at(-1) ?? name
  const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath })
  if (canceled || filePath === undefined || filePath === '') return false
  await writeFile(filePath, Buffer.from(base64, 'base64'))
  return true
}
