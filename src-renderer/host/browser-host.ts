import type { Host, HostNotification, SavedFile } from './host.ts'

export const browserHost: Host = {
  zoom: null,
  confirmsLinks: false,
  copyText: (text) => navigator.clipboard.writeText(text),
  linkTo: (place) => new URL(`#${place}`, location.href).href,
  readText: () => navigator.clipboard.readText(),
  openFile,
  saveFile,
  notify,
  canAskToNotify: () => 'Notification' in window && Notification.permission === 'default',
  askToNotify: async () => void (await Notification.requestPermission()),
  setBadge: (count) => {
    // Fails unless the page is installed, because only an installed page has an icon for the badge.
    if ('setAppBadge' in navigator) navigator.setAppBadge(count).catch(() => {})
  },
  setMenu: () => {},
}

function openFile(extensions: readonly string[]): Promise<File | null> {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = extensions.join(',')
  return new Promise((resolve) => {
    input.addEventListener('change', () => resolve(input.files?.[0] ?? null))
    input.addEventListener('cancel', () => resolve(null))
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
