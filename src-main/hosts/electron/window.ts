import { app, BrowserWindow, dialog, nativeTheme } from 'electron'
import { systemClock } from '../../base/clock.ts'
import { createReloadLimit } from './reload-limit.ts'
import { appUrl } from './urls.ts'
import type { WindowState } from './window-state.ts'

/** The background of the window before its page: the canvas of the renderer's theme. */
const canvas = { light: '#f6f6f8', dark: '#0e0f12' }

export interface WindowOptions {
  readonly preload: string
  readonly state: WindowState
  /** Null: the first screen. */
  readonly place: string | null
  readonly hasDevTools: boolean
}

/** Opens the window of the interface; it shows itself once there is something to see. */
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
  // When somebody looks elsewhere, too: a machine that goes down closes no window.
  const keep = () => state.keep(window)
  window.on('close', keep)
  window.on('blur', keep)
  reloadAfterCrash(window)
  window.loadURL(place === null ? appUrl : `${appUrl}#${place}`).catch((error: unknown) => {
    // A window closed while it loads is no failure.
    if (!window.isDestroyed()) throw error
  })
  return window
}

/** Reloads a page that died, because the engine is in this process; asks first where the page dies again and again. */
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

/** Brings the window that is open to the front; null when none is. */
export function focusWindow(): BrowserWindow | null {
  const [window] = BrowserWindow.getAllWindows()
  if (window === undefined) return null
  if (window.isMinimized()) window.restore()
  window.focus()
  return window
}
