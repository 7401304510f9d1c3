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

// Everything up to whenReady happens before Electron is ready, because it may not happen later.
registerAppScheme()
app.enableSandbox()
guardAllContents()

const appRoot = app.getAppPath()
const unpackedRoot = unpackedRootOf(appRoot)
const config = loadConfig({ appRoot, unpackedRoot, version: app.getVersion() })
/** A packaged app shows the developer tools only to a person who asks for them. */
const hasDevTools = !app.isPackaged || readMachine().wantsDevTools
const preload = join(appRoot, 'out', 'preload', 'preload.cjs')
const scope = new Scope()
const faults = endOnFaults({ ...config, end: failed })
faults.add(() => scope.close())

/** Beside the archive of a packaged app: programs that an agent is read no archive. */
function unpackedRootOf(root: string): string {
  return root.endsWith('.asar') ? `${root}.unpacked` : root
}

/** Shows a place, or only the window; until there can be one, the place is kept for the first. */
let show = (place: string | null): void => {
  firstPlace = place ?? firstPlace
}
let firstPlace = placeIn(process.argv)
// A Mac hands links over as an event, and sooner than anything else.
app.on('open-url', (event, link) => {
  event.preventDefault()
  show(placeOf(link))
})

/** Offers a plan file to the window; until there can be one, the file is kept for the first. */
let openFile = (path: string): void => {
  firstFile = path
}
let firstFile = planFileIn(process.argv, process.cwd())
app.on('open-file', (event, path) => {
  event.preventDefault()
  openFile(path)
})

keepProfileIn(join(config.dataDir, 'electron'))
// The lock is the profile's, so there is one window per data folder, not one per person.
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
  // The window has its own wire: without the server only the CLI and REST are missing, and they say so.
  if (server.ok) scope.add(() => server.value.close())
  else log.warn({ refusal: server.error }, 'Only the window can be used: the loopback server did not start')

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
  // An app run from its sources cannot be registered for links.
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
  // Not sooner: a second start during this one has nothing to show yet, and the window comes anyway.
  app.on('second-instance', (_event, argv, cwd) => {
    show(placeIn(argv))
    const file = planFileIn(argv, cwd)
    if (file !== null) openFile(file)
  })
  app.on('activate', () => show(null))
}

/** Before the first look for programs. */
async function takeLoginPath(): Promise<void> {
  const { shell, path } = readMachine()
  const found = await readLoginPath(shell, path)
  if (found !== null) setProgramPath(found)
}

/** The place in the link that started the app, from its arguments. */
function placeIn(argv: readonly string[]): string | null {
  return argv.map(placeOf).find((place) => place !== null) ?? null
}

/** Cookies, caches and local storage of the window live with the rest of the state. */
function keepProfileIn(dir: string): void {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 })
    app.setPath('userData', dir)
  } catch {
    // Boot refuses a data folder that cannot be used, in words; Electron's own folder serves until then.
  }
}

/** Puts the end of the process off until everything is closed. */
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
