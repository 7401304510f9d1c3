import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { RPCHandler } from '@orpc/server/websocket'
import { app, dialog, session } from 'electron'
import type { Refusal } from '#shared/refusal.ts'
import { linkScheme, placeOf } from '#shared/text/link.ts'
import { Scope } from '../../base/scope.ts'
import { boot } from '../../boot/boot.ts'
import { type Config, loadConfig, readMachine, setProgramPath } from '../../boot/config.ts'
import { createPortServer, createPortWire } from '../../ipc/serve-port.ts'
import { endOnFaults } from '../faults.ts'
import { startServer } from '../serve.ts'
import { createDesktop } from './desktop/desktop.ts'
import { createListeners } from './desktop/listeners.ts'
import { guardAllContents, guardSession } from './guard.ts'
import { readLoginPath } from './login-path.ts'
import { setMenu } from './menu.ts'
import { offerPlanFile, planFileIn } from './plan-files.ts'
import { registerAppScheme, serveRenderer } from './protocol.ts'
import { focusWindow, openWindow } from './window.ts'
import { createWindowState } from './window-state.ts'
import { attachWire } from './wire.ts'

// Electron requires these calls before it is ready; everything up to `whenReady` runs before that.
registerAppScheme()
app.enableSandbox()
guardAllContents()

const appRoot = app.getAppPath()
const unpackedRoot = unpackedRootOf(appRoot)
const config = loadConfig({ appRoot, unpackedRoot, version: app.getVersion() })
/** A packaged app shows developer tools only on request. */
const hasDevTools = !app.isPackaged || readMachine().wantsDevTools
const preload = join(appRoot, 'out', 'preload', 'preload.cjs')
const scope = new Scope()
const faults = endOnFaults({ ...config, end: failed })
faults.add(() => scope.close())

/** Unpacked folder beside a packaged app's archive, because programs run by agents cannot read archives. */
function unpackedRootOf(root: string): string {
  return root.endsWith('.asar') ? `${root}.unpacked` : root
}

/** Shows a place, or just the window for null. Until the window can open, the place is stored for it. */
let show = (place: string | null): void => {
  firstPlace = place ?? firstPlace
}
let firstPlace = placeIn(process.argv)
// macOS delivers links as an event, possibly before the app is ready.
app.on('open-url', (event, link) => {
  event.preventDefault()
  show(placeOf(link))
})

/** Offers a plan file to the window. Until the window can open, the file is stored for it. */
let openFile = (path: string): void => {
  firstFile = path
}
let firstFile = planFileIn(process.argv, process.cwd())
app.on('open-file', (event, path) => {
  event.preventDefault()
  openFile(path)
})

keepProfileIn(join(config.dataDir, 'electron'))
// The lock belongs to the profile, so each data folder has one window.
if (app.requestSingleInstanceLock()) {
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  app.on('will-quit', closeFirst)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit())
  app
    .whenReady()
    .then(() => start(config))
    .catch(faults.raise)
} else {
  app.exit(0)
}

async function start(config: Config): Promise<void> {
  if (process.platform === 'darwin' && app.isPackaged) await takeLoginPath()
  const booted = await boot(config, { host: 'electron' })
  if (!booted.ok) return refused(booted.error)
  const { router, log } = booted.value
  scope.add(() => booted.value.close())
  booted.value.offerRestart(() => {
    app.relaunch()
    app.quit()
  })

  const server = await startServer(booted.value, config)
  // The window uses its own connection. Without the server, only the CLI and REST are unavailable, and both report
  // it.
  if (server.ok) scope.add(() => server.value.close())
  else log.warn({ refusal: server.error }, 'the loopback server did not start; only the window is available')

  serveRenderer(config.rendererDir)
  guardSession(session.defaultSession)
  const listeners = createListeners()
  const menu = { dataDir: config.dataDir, hasDevTools }
  const desktop = createDesktop({
    listeners,
    showMenu: (sections, choose) => setMenu({ ...menu, sections, choose }),
  })
  const serveDesktop = createPortWire(new RPCHandler(desktop), log)
  attachWire(createPortServer(router, log), (port, window) => serveDesktop(port, { window }))
  setMenu({ ...menu, sections: [], choose: () => {} })
  // An app run from source cannot be registered for links.
  if (app.isPackaged) app.setAsDefaultProtocolClient(linkScheme)
  const open = (place: string | null) =>
    openWindow({ preload, state: createWindowState(app.getPath('userData')), place, hasDevTools })
  const windowAt = (place: string | null) => {
    const window = focusWindow()
    if (window === null) return open(place)
    if (place !== null) listeners.tell(window.webContents, { type: 'place', place })
    return window
  }
  show = (place) => void windowAt(place)
  openFile = (path) => void offerPlanFile(listeners, windowAt(null), path)
  show(firstPlace)
  if (firstFile !== null) openFile(firstFile)
  // Registered late: a second start during this one has nothing to show yet, and the window opens anyway.
  app.on('second-instance', (_event, argv, cwd) => {
    show(placeIn(argv))
    const file = planFileIn(argv, cwd)
    if (file !== null) openFile(file)
  })
  app.on('activate', () => show(null))
}

/** Must run before the first search for programs. */
async function takeLoginPath(): Promise<void> {
  const { shell, path } = readMachine()
  const found = await readLoginPath(shell, path)
  if (found !== null) setProgramPath(found)
}

/** Place from a `switchyard:` link in the arguments; null if there is none. */
function placeIn(argv: readonly string[]): string | null {
  return argv.map(placeOf).find((place) => place !== null) ?? null
}

/** Stores the window's cookies, caches and local storage in the data folder. */
function keepProfileIn(dir: string): void {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 })
    app.setPath('userData', dir)
  } catch {
    // Boot reports an unusable data folder. Until then, Electron's default folder is used.
  }
}

/** Delays the exit until everything is closed. */
function closeFirst(event: { preventDefault(): void }): void {
  event.preventDefault()
  scope.close().then(() => app.exit(0), faults.raise)
}

function refused({ message, hint }: Refusal): void {
  dialog.showErrorBox('Switchyard cannot start', `${message}\n\n${hint}`)
  app.exit(1)
}

function failed(error: unknown): void {
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error)
  dialog.showErrorBox('Switchyard stopped on a fault of its own', what)
  app.exit(1)
}
