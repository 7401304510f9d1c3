import { dialog, shell } from 'electron'

/** Opens a link in the program that the system has for it. */
export const openLink = (url: string): Promise<void> =>
  shell
    .openExternal(url)
    .catch(() => dialog.showErrorBox('Link not opened', `Open the link in a browser: ${url}`))

/** Opens a folder in the system's file manager. */
export async function openFolder(dir: string): Promise<void> {
  const problem = await shell.openPath(dir).catch(String)
  if (problem !== '') dialog.showErrorBox('Folder not opened', `Open the folder yourself: ${dir}`)
}
