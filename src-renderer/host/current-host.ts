import { browserHost } from './browser-host.ts'
import type { Host, HostMenu, HostNotification, SavedFile } from './host.ts'

/** Set once, before anything is drawn. */
let host: Host = browserHost

export const actOn = (own: Host): void => {
  host = own
}

export const confirmsLinks = (): boolean => host.confirmsLinks
export const copyText = (text: string): Promise<void> => host.copyText(text)
export const linkTo = (place: string): string => host.linkTo(place)
export const readText = (): Promise<string> => host.readText()
export const openFile = (extensions: readonly string[]): Promise<File | null> => host.openFile(extensions)
export const saveFile = (file: SavedFile): Promise<boolean> => host.saveFile(file)
export const notify = (notification: HostNotification): void => host.notify(notification)
export const canAskToNotify = (): boolean => host.canAskToNotify()
export const askToNotify = (): Promise<void> => host.askToNotify()
export const setBadge = (count: number): void => host.setBadge(count)
export const setMenu = (menu: HostMenu): void => host.setMenu(menu)
export const zoomOfHost = (): Host['zoom'] => host.zoom
