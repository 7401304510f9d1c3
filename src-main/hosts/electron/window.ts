import { BrowserWindow, nativeTheme } from 'electron'
import { appUrl } from './urls.ts'
import type { WindowState } from './window-state.ts'

/** What the window is painted with before its page: the canvas of the renderer's theme. */
const canvas = { light: '#f6f6f8', dark: '#0e0f12' }

/** Opens the window of the interface; it shows itself once there is something to see. */
export function openWindow(preload: string, state: WindowState, place: string | null): void {
  const { bounds, isMaximized, zoomLevel } = state.read()
  const window = new BrowserWindow({
    title: 'Switchyard',
    ...bounds,
    minWidth: 420,
    minHeight: 480,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? canvas.dark : canvas.light,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  })
  window.once('ready-to-show', () => {
    if (isMaximized) window.maximize()
    window.show()
  })
  window.webContents.on('did-finish-load', () => window.webContents.setZoomLevel(zoomLevel))
  // When somebody looks elsewhere, too: a machine that goes down closes no window.
  const keep = () => state.keep(window)
  window.on('close', keep)
  window.on('blur', keep)
  // The engine is in this process: a page that dies is only shown anew.
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit') window.webContents.reload()
  })
  window.loadURL(place === null ? appUrl : `${appUrl}#${place}`).catch((error: unknown) => {
    // A window closed while it loads is no failure.
    if (!window.isDestroyed()) throw error
  })
}

/** Brings the window that is open to the front; null when none is. */
export function focusWindow(): BrowserWindow | null {
  const [window] = BrowserWindow.getAllWindows()
  if (window === undefined) return null
  if (window.isMinimized()) window.restore()
  window.focus()
  return window
}
