import { dialog, shell } from 'electron'

const buttons = ['Cancel', 'Open link']

/** True while a confirmation is open, so that a page requesting many links gets only one. */
let isAsking = false

/** Opens a link in the system's default program after a person has seen the host name and confirmed. */
export async function openLink(url: string): Promise<void> {
  if (isAsking) return
  isAsking = true
  const isWanted = await confirmLink(url).finally(() => {
    isAsking = false
  })
  if (!isWanted) return
  await shell
    .openExternal(url)
    .catch(() => dialog.showErrorBox('Link not opened', `Open the link in a browser: ${url}`))
}

/** Shows the host in punycode, so that visually similar letters stay distinguishable. */
async function confirmLink(url: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: `Open ${new URL(url).host}?`,
    detail: `This link opens outside Switchyard:\n${shorten(url)}`,
    buttons,
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  })
  return response === buttons.indexOf('Open link')
}

const longest = 500

const shorten = (url: string): string => (url.length > longest ? `${url.slice(0, longest)} …` : url)

/** Opens a folder in the system's file manager. */
export async function openFolder(dir: string): Promise<void> {
  const problem = await shell.openPath(dir).catch(String)
  if (problem !== '') dialog.showErrorBox('Folder not opened', `Open the folder yourself: ${dir}`)
}
