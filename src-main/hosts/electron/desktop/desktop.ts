import { implement } from '@orpc/server'
import { app, type BrowserWindow, clipboard, Notification } from 'electron'
import { desktopContract, type MenuSection } from '#shared/contract/desktop.ts'
import { focusWindow } from '../window.ts'
import { openFile, saveFile } from './files.ts'
import type { Listeners } from './listeners.ts'

/** Window of the page that made the request. */
export interface DesktopContext {
  readonly window: BrowserWindow
}

const zoomBy = 0.5
const furthestZoom = 5

/** Desktop services for pages: clipboard, dialogs, notifications, menu, badge and zoom. */
export function createDesktop({
  listeners,
  showMenu,
}: {
  listeners: Listeners
  showMenu: (sections: readonly MenuSection[], onCommand: (id: string) => void) => void
}) {
  const notices = createNotices()
  const desktop = implement(desktopContract).$context<DesktopContext>()
  return desktop.router({
    copyText: desktop.copyText.handler(async ({ input }) => {
      await clipboard.writeText(input.text)
      return null
    }),
    readText: desktop.readText.handler(async () => ({ text: await clipboard.readText() })),
    openFile: desktop.openFile.handler(async ({ input, context, errors }) => {
      const opened = await openFile(context.window, input.extensions)
      if (opened === null) return null
      const { name, base64 } = opened
      if (base64 === null) throw errors.TOO_LARGE({ data: { name }, message: `${name} is too large.` })
      return { name, base64 }
    }),
    saveFile: desktop.saveFile.handler(async ({ input, context }) => ({
      isSaved: await saveFile(context.window, input),
    })),
    notify: desktop.notify.handler(({ input, context: { window } }) => {
      notices.show(input, () => {
        focusWindow()
        if (!window.isDestroyed())
          listeners.tell(window.webContents, { type: 'notification', tag: input.tag })
      })
      return null
    }),
    setBadge: desktop.setBadge.handler(({ input }) => {
      app.setBadgeCount(input.count)
      return null
    }),
    setMenu: desktop.setMenu.handler(({ input, context: { window } }) => {
      showMenu(input.sections, (id) => {
        if (!window.isDestroyed()) listeners.tell(window.webContents, { type: 'command', id })
      })
      return null
    }),
    zoom: desktop.zoom.handler(({ input: { step }, context: { window } }) => {
      const { webContents } = window
      const by = { in: zoomBy, out: -zoomBy, reset: -webContents.getZoomLevel() }[step]
      const level = webContents.getZoomLevel() + by
      webContents.setZoomLevel(Math.max(-furthestZoom, Math.min(furthestZoom, level)))
      return null
    }),
    watch: desktop.watch.handler(({ context: { window }, signal }) =>
      listeners.listen(window.webContents, signal),
    ),
  })
}
export type Desktop = ReturnType<typeof createDesktop>

/** Shows system notifications, at most one per tag. */
function createNotices() {
  const shown = new Map<string, Notification>()
  return {
    show({ title, body, tag }: { title: string; body: string; tag: string }, onClick: () => void): void {
      if (!Notification.isSupported()) return
      shown.get(tag)?.close()
      const notification = new Notification({ title, body })
      notification.on('click', onClick)
      notification.on('close', () => {
        if (shown.get(tag) === notification) shown.delete(tag)
      })
      // A notification whose reference is garbage-collected does not respond to clicks.
      shown.set(tag, notification)
      notification.show()
    },
  }
}
