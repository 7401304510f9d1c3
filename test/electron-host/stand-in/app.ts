import { EventEmitter } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { emitPreventable } from './emit.ts'
import { windows } from './windows.ts'

/** The folder of package.json, as `electron .` would have it. */
const root = process.cwd()
const paths = new Map<string, string>()
let isSandboxed = false
let lockFile: string | null = null

class App extends EventEmitter {
  /** Of the stand-in: what the test that started it says. */
  readonly isPackaged = process.env.STAND_IN_PACKAGED === '1'
  #isReady = false
  #isQuitting = false

  constructor() {
    super()
    // Not before the main module has run to its end, as in Electron.
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
    // What Electron derives from the person's home is a folder of its own here.
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

  /** Of the stand-in: the number at the icon. */
  badgeCount = 0

  setBadgeCount(count: number): boolean {
    this.badgeCount = count
    return true
  }

  /** Of the stand-in: only said. The test starts it again, as Electron would. */
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
    // Electron emits no event of a closed window or of quitting after this.
    this.#isQuitting = true
    // The windows of a real process end with it; these are of another.
    Promise.all(windows.all().map((window) => window.closeNow())).finally(() => {
      if (lockFile !== null) rmSync(lockFile, { force: true })
      process.exit(code)
    })
  }

  /** Of the stand-in: a window was closed by the person. */
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
