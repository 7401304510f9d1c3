import { EventEmitter } from 'node:events'
import type { Page } from 'playwright-core'
import { app, requireReady } from './app.ts'
import { openBrowser } from './chromium.ts'
import { WebContents, type WebPreferences } from './web-contents.ts'
import { windows } from './windows.ts'

interface WindowOptions {
  readonly width?: number
  readonly height?: number
  readonly x?: number
  readonly y?: number
  readonly show?: boolean
  readonly webPreferences?: WebPreferences
}

const byPage = new Map<Page, BrowserWindow>()

/** A window: a page of the test's Chromium. */
export class BrowserWindow extends EventEmitter {
  readonly webContents: WebContents
  /** Stand-in only: options of the window, for tests. */
  readonly options: WindowOptions
  #isVisible: boolean
  #isDestroyed = false
  readonly #page: Promise<Page>

  constructor(options: WindowOptions = {}) {
    requireReady('BrowserWindow')
    super()
    this.options = options
    const { x, y, width, height } = options
    this.setBounds(
      Object.fromEntries(Object.entries({ x, y, width, height }).filter(([, each]) => each !== undefined)),
    )
    this.webContents = new WebContents({ sandbox: app.isSandboxed, ...options.webPreferences })
    this.#isVisible = options.show ?? true
    windows.add(this)
    app.emit('web-contents-created', {}, this.webContents)
    this.#page = this.#open()
  }

  static getAllWindows(): BrowserWindow[] {
    return windows.all().filter((window) => window instanceof BrowserWindow)
  }

  static fromWebContents(contents: WebContents): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.webContents === contents) ?? null
  }

  async loadURL(url: string): Promise<void> {
    await this.#page
    await this.webContents.loadURL(url)
  }

  show(): void {
    this.#isVisible = true
  }

  isVisible = (): boolean => this.#isVisible
  isMinimized = (): boolean => false
  isDestroyed = (): boolean => this.#isDestroyed
  restore(): void {}

  #bounds = { x: 40, y: 30, width: 800, height: 600 }
  #isMaximized = false
  getNormalBounds = () => this.#bounds
  isMaximized = (): boolean => this.#isMaximized
  maximize(): void {
    this.#isMaximized = true
  }

  /** Simulates a change by mouse; the page keeps its size. */
  setBounds(bounds: Partial<{ x: number; y: number; width: number; height: number }>): void {
    this.#bounds = { ...this.#bounds, ...bounds }
  }

  focus(): void {
    this.emit('focus')
  }

  /** Stand-in only: closes the window and waits for its end. */
  async closeNow(): Promise<void> {
    const page = await this.#page
    if (!this.#isDestroyed) this.emit('close')
    await page.close()
  }

  async #open(): Promise<Page> {
    const { newPage } = await openBrowser(
      (page, route) => byPage.get(page)?.webContents.mustStay(route) ?? true,
    )
    const page = await newPage()
    byPage.set(page, this)
    page.on('close', () => this.#closed(page))
    page.once('load', () => this.emit('ready-to-show'))
    const { width = 800, height = 600 } = this.options
    await page.setViewportSize({ width, height })
    await this.webContents.attach(page)
    return page
  }

  #closed(page: Page): void {
    this.#isDestroyed = true
    byPage.delete(page)
    windows.remove(this)
    this.emit('closed')
    app.windowClosed()
  }
}
