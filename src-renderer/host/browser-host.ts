import type { FileWish, Host, HostNotification, SavedFile } from './host.ts'

/** What a browser has for it. */
export const browserHost: Host = {
  zoom: null,
  confirmsLinks: false,
  copyText: (text) => navigator.clipboard.writeText(text),
  linkTo: (place) => new URL(`#${place}`, location.href).href,
  readText: () => navigator.clipboard.readText(),
  openFiles,
  saveFile,
  notify,
  canAskToNotify: () => 'Notification' in window && Notification.permission === 'default',
  askToNotify: async () => void (await Notification.requestPermission()),
  setBadge: (count) => {
    // Only an installed page has an icon; elsewhere there is nothing to count at.
    if ('setAppBadge' in navigator) navigator.setAppBadge(count).catch(() => {})
  },
  setMenu: () => {},
}

function openFiles({ extensions, isMultiple = false }: FileWish): Promise<readonly File[]> {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = extensions.join(',')
  input.multiple = isMultiple
  return new Promise((resolve) => {
    input.addEventListener('change', () => resolve([...(input.files ?? [])]))
    input.addEventListener('cancel', () => resolve([]))
    input.click()
  })
}

async function saveFile({ name, content }: SavedFile): Promise<boolean> {
  const url = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = url
  link.download = name.split(/[\\/]/).at(-1) ?? name
  link.click()
  URL.revokeObjectURL(url)
  return true
}

function notify({ title, body, tag, onOpen }: HostNotification): void {
  if (!('Notification' in window) || Notification.permission !== 'granted') return
  const shown = new Notification(title, { body, tag, icon: '/favicon.svg' })
  shown.addEventListener('click', () => {
    window.focus()
    shown.close()
    onOpen()
  })
}
