import { EventEmitter } from 'node:events'
import { openDialogs } from './desktop.ts'

type Handler = (...args: readonly unknown[]) => unknown

/** Main's requests to the system, for tests. */
export const asked = { openedOutside: [] as string[], errorBoxes: [] as { title: string; content: string }[] }

class Session extends EventEmitter {
  /** Handlers by the name of their setter, for tests. */
  readonly handlers = new Map<string, Handler | null>()
  setPermissionRequestHandler = (handler: Handler | null) => void this.handlers.set('request', handler)
  setPermissionCheckHandler = (handler: Handler | null) => void this.handlers.set('check', handler)
  setDevicePermissionHandler = (handler: Handler | null) => void this.handlers.set('device', handler)
}

export const session = { defaultSession: new Session() }

export const shell = {
  openExternal(url: string): Promise<void> {
    asked.openedOutside.push(url)
    return Promise.resolve()
  },
  openPath: () => Promise.resolve(''),
  asked,
}

export const dialog = {
  ...openDialogs,
  showErrorBox(title: string, content: string): void {
    asked.errorBoxes.push({ title, content })
    process.stderr.write(`[error box] ${title}: ${content}\n`)
  },
}

export const nativeTheme = { shouldUseDarkColors: false }

interface MenuItem {
  readonly role?: string
  readonly label?: string
  readonly id?: string
  readonly enabled?: boolean
  readonly accelerator?: string
  readonly registerAccelerator?: boolean
  readonly click?: (item: unknown, window: unknown, event: { triggeredByAccelerator: boolean }) => void
  readonly submenu?: readonly MenuItem[]
}

let applicationMenu: { items: readonly MenuItem[] } | null = null

export const Menu = {
  buildFromTemplate: (items: readonly MenuItem[]) => ({ items }),
  setApplicationMenu(menu: { items: readonly MenuItem[] } | null): void {
    applicationMenu = menu
  },
  getApplicationMenu: () => applicationMenu,
}

/**
 * Stand-in only: chooses a menu item, or presses its shortcut on macOS, where all shortcuts are registered. False: no
 * such item, or the item is disabled.
 */
export function chooseInMenu(id: string, triggeredByAccelerator = false): boolean {
  const items = applicationMenu?.items.flatMap(({ submenu = [] }) => submenu) ?? []
  const item = items.find((each) => each.id === id)
  if (item?.click === undefined || item.enabled === false) return false
  item.click(item, undefined, { triggeredByAccelerator })
  return true
}
