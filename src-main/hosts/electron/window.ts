import { app, BrowserWindow, dialog, nativeTheme } from 'electron'
import { systemClock } from '../../base/clock.ts'
import { createReloadLimit } from './reload-limit.ts'
import { appUrl } from './urls.ts'
import type { WindowState } from './window-state.ts'

/** Window background before the page is drawn: the canvas color of the renderer's theme. */
const canvas = { light: '#f6f6f8', dark: '#0e0f12' }

export interface WindowOptions {
  readonly preload: string
  readonly state: WindowState
  /** Null: the start screen. */
  readonly place: string | null
  readonly hasDevTools: boolean
}

/** Opens the interface window and shows it once the page is ready. */
export function openWindow({ preload, state, place, hasDevTools }: WindowOptions): BrowserWindow {
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
      devTools: hasDevTools,
    },
  })
  window.once('ready-to-show', () => {
    if (isMaximized) window.maximize()
    window.show()
  })
  window.webContents.on('did-finish-load', () => window.webContents.setZoomLevel(zoomLevel))
  // Also save on blur, because a system shutdown does not close windows.
  const keep = () => state.keep(window)
  window.on('close', keep)
  window.on('blur', keep)
  reloadAfterCrash(window)
  window.loadURL(place === null ? appUrl : `${appUrl}#${place}`).catch((error: unknown) => {
    // A window closed during loading is not an error.
    if (!window.isDestroyed()) throw error
  })
  return window
}

/**
 * Reloads a crashed page; the engine keeps running in this process. Asks the person first if the page crashes
 * repeatedly.
 */
function reloadAfterCrash(window: BrowserWindow): void {
  const limit = createReloadLimit(systemClock.now)
  window.webContents.on('render-process-gone', async (_event, { reason }) => {
    if (reason === 'clean-exit') return
    if (!limit.allow()) {
      if (!(await confirmReload(reason))) return app.quit()
      limit.reset()
    }
    if (!window.isDestroyed()) window.webContents.reload()
  })
}

const crashButtons = ['Reload', 'Quit']

async function confirmReload(reason: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'error',
    message: 'The Switchyard window keeps stopping',
    detail: `The window stopped four times within a minute (${reason}). Runs continue without the window.`,
    buttons: crashButtons,
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  })
  return response === crashButtons.indexOf('Reload')
}

/** Brings the open window to the front; null if there is none. */
export function focusWindow(): BrowserWindow | null {
  const [window] = BrowserWindow.getAllWindows()
  if (window === undefined) return null
  if (window.isMinimized()) window.restore()
  window.focus()
  return window
}
