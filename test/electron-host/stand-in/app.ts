import { EventEmitter } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { emitPreventable } from './emit.ts'
import { windows } from './windows.ts'

/** Folder of package.json, like the working folder of `electron .`. */
const root = process.cwd()
const paths = new Map<string, string>()
let isSandboxed = false
let lockFile: string | null = null

class App extends EventEmitter {
  /** Stand-in only: set by the test that starts the app. */
  readonly isPackaged = process.env.STAND_IN_PACKAGED === '1'
  #isReady = false
  #isQuitting = false

  constructor() {
    super()
    // Like in Electron, the app becomes ready after the main module has run.
    process.nextTick(() => setImmediate(() => this.#becomeReady()))
  }

  #becomeReady(): void {
    this.#isReady = true
    this.emit('ready')
  }

  isReady(): boolean {
    return this.#isReady
  }

  whenReady(): Promise<void> {
    return this.#isReady ? Promise.resolve() : new Promise((resolve) => this.once('ready', () => resolve()))
  }

  enableSandbox(): void {
    requireNotReady('app.enableSandbox')
    isSandboxed = true
  }

  get isSandboxed(): boolean {
    return isSandboxed
  }

  getAppPath(): string {
    return root
  }

  getVersion(): string {
    return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version
  }

  getPath(name: string): string {
    // Each folder that Electron derives from the home folder is a separate temporary folder.
    const path = paths.get(name) ?? mkdtempSync(join(tmpdir(), `${name}-`))
    paths.set(name, path)
    return path
  }

  setPath(name: string, path: string): void {
    if (!statSync(path).isDirectory()) throw new Error(`${path} is not a directory`)
    paths.set(name, path)
  }

  setAsDefaultProtocolClient(): boolean {
    return true
  }

  requestSingleInstanceLock(): boolean {
    const file = join(this.getPath('userData'), 'instance.pid')
    const holder = existsSync(file) ? Number(readFileSync(file, 'utf8')) : null
    const second = join(this.getPath('userData'), 'second-start.json')
    if (holder !== null && isAlive(holder)) {
      writeFileSync(second, JSON.stringify(process.argv))
      process.kill(holder, 'SIGUSR2')
      return false
    }
    writeFileSync(file, String(process.pid))
    lockFile = file
    process.on('SIGUSR2', () =>
      this.emit('second-instance', {}, JSON.parse(readFileSync(second, 'utf8')), root, null),
    )
    return true
  }

  /** Stand-in only: number on the app's icon. */
  badgeCount = 0

  setBadgeCount(count: number): boolean {
    this.badgeCount = count
    return true
  }

  /** Stand-in only: records the request. The test restarts the app, as Electron would. */
  relaunch(): void {
    console.error('[relaunch]')
  }

  quit(): void {
    if (this.#isQuitting || emitPreventable(this, 'before-quit')) return
    this.#isQuitting = true
    this.#closeAndExit().catch((error: unknown) => {
      console.error(error)
      process.exit(70)
    })
  }

  async #closeAndExit(): Promise<void> {
    for (const window of windows.all()) await window.closeNow()
    if (emitPreventable(this, 'will-quit')) {
      this.#isQuitting = false
      return
    }
    this.exit(0)
  }

  exit(code: number): void {
    // Electron emits no events of closed windows or of quitting after `exit`.
    this.#isQuitting = true
    // In Electron, the windows end with the process. Here, the windows belong to the process of Chromium.
    Promise.all(windows.all().map((window) => window.closeNow())).finally(() => {
      if (lockFile !== null) rmSync(lockFile, { force: true })
      process.exit(code)
    })
  }

  /** Stand-in only: the user closed a window. */
  windowClosed(): void {
    if (windows.all().length > 0 || this.#isQuitting) return
    if (!this.emit('window-all-closed')) this.quit()
  }
}

export const app = new App()

export function requireNotReady(what: string): void {
  if (app.isReady()) throw new Error(`${what} must be called before the app is ready`)
}

export function requireReady(what: string): void {
  if (!app.isReady()) throw new Error(`${what} cannot be used before the app is ready`)
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
