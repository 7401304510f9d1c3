import { randomUUID } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import type { CDPSession, Page, Route } from 'playwright-core'
import { z } from 'zod'
import { emitPreventable } from './emit.ts'
import { ipcMain } from './ipc-main.ts'
import type { MessagePortMain } from './ports.ts'
import { bindingName, bridgeScript, preloadScript, worldName } from './preload-world.ts'
import { originOf, toBrowserUrl, toMainUrl } from './protocol.ts'
import { session } from './system.ts'

const pageMessageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('send'), channel: z.string(), args: z.array(z.unknown()) }),
  z.object({ kind: z.literal('port'), id: z.number(), data: z.string() }),
  z.object({ kind: z.literal('closed'), id: z.number() }),
])

interface PageEnd {
  /** Id of the preload's world in the document that received the port. */
  readonly world: number
  readonly send: (data: unknown) => void
  readonly close: () => void
}

export interface WebPreferences {
  readonly preload?: string
  readonly [name: string]: unknown
}

let lastId = 0

/** A page from main's perspective. */
export class WebContents extends EventEmitter {
  readonly id = ++lastId
  readonly session = session.defaultSession
  readonly mainFrame: WebFrameMain
  /** Stand-in only: number of main's reload requests. */
  reloads = 0
  #page: Page | null = null
  #cdp: CDPSession | null = null
  #decideOpen: (details: { url: string }) => { action: 'allow' | 'deny' } = () => ({ action: 'allow' })
  #ports = new Map<number, PageEnd>()
  #lastPort = 0
  #url = ''
  /** True during navigations by main, which emit no navigation events. */
  #isLed = false

  readonly #preferences: WebPreferences

  constructor(preferences: WebPreferences) {
    super()
    this.#preferences = preferences
    this.mainFrame = new WebFrameMain(this)
  }

  getLastWebPreferences(): WebPreferences {
    return this.#preferences
  }

  /** Stand-in only: attaches a page, and runs the preload before each of its documents. */
  async attach(page: Page): Promise<void> {
    const { preload } = this.#preferences
    this.#page = page
    const cdp = await page.context().newCDPSession(page)
    this.#cdp = cdp
    cdp.on('Runtime.bindingCalled', ({ payload, executionContextId }) =>
      this.#heard(payload, executionContextId),
    )
    cdp.on('Runtime.executionContextDestroyed', ({ executionContextId }) => this.#left(executionContextId))
    cdp.on('Runtime.executionContextsCleared', () => this.#left(null))
    cdp.on('Page.windowOpen', ({ url }) => this.askToOpen(url))
    page.on('close', () => this.#left(null))
    page.on('crash', () => this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 }))
    page.on('load', () => this.emit('did-finish-load'))
    await cdp.send('Page.enable')
    await cdp.send('Runtime.enable')
    await cdp.send('Runtime.addBinding', { name: bindingName, executionContextName: worldName })
    const eventName = randomUUID()
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: bridgeScript(eventName) })
    if (preload === undefined) return
    const source = preloadScript(eventName, readFileSync(preload, 'utf8'))
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source, worldName })
  }

  /** Stand-in only: asks main whether the page may navigate. True: the page must stay. */
  mustStay(route: Route): boolean {
    const request = route.request()
    const isMainFrame = request.frame().parentFrame() === null
    if (isMainFrame && this.#isLed) return false
    const facts = { url: toMainUrl(request.url()), isMainFrame, isSameDocument: false }
    const isKept = emitPreventable(this, 'will-frame-navigate', facts)
    return (isMainFrame && emitPreventable(this, 'will-navigate', facts)) || isKept
  }

  async loadURL(url: string): Promise<void> {
    this.#url = url
    this.#isLed = true
    await this.#page?.goto(toBrowserUrl(url), { waitUntil: 'load' })
    this.#isLed = false
  }

  /** Only counts, because Playwright does not answer requests of a crashed page, so the page could not load again. */
  reload(): void {
    this.reloads += 1
  }

  #zoomLevel = 0
  getZoomLevel = (): number => this.#zoomLevel
  setZoomLevel(level: number): void {
    this.#zoomLevel = level
  }

  getURL(): string {
    return this.#page === null ? this.#url : toMainUrl(this.#page.url())
  }

  setWindowOpenHandler(decide: (details: { url: string }) => { action: 'allow' | 'deny' }): void {
    this.#decideOpen = decide
  }

  /** Stand-in only: implements `mainFrame.postMessage`. */
  sendToPage(channel: string, message: unknown, transfer: readonly MessagePortMain[]): void {
    const world = this.#world
    if (world === null) throw new Error('No page with a preload to send to')
    const ports = transfer.map((port) => {
      const id = ++this.#lastPort
      const tell = (told: object) => this.#tell(world, { ...told, id })
      const end = port.transfer(
        (data) => tell({ kind: 'port', data }),
        () => tell({ kind: 'closed' }),
      )
      this.#ports.set(id, { world, ...end })
      return id
    })
    this.#tell(world, { kind: 'send', channel, message, ports })
  }

  /** Id of the preload's world that sent the last message: the current document. */
  #world: number | null = null

  /** Stand-in only: asks main about a new window of the page. The browser side closes the window. */
  askToOpen(url: string): void {
    if (this.#decideOpen({ url: toMainUrl(url) }).action === 'allow') {
      throw new Error('The stand-in has no windows that a page opens')
    }
  }

  #heard(payload: string, world: number): void {
    const message = pageMessageSchema.parse(JSON.parse(payload))
    if (message.kind === 'send') {
      this.#world = world
      const event = { sender: this, senderFrame: this.mainFrame, ports: [] }
      ipcMain.emit(message.channel, event, ...message.args)
      return
    }
    const end = this.#ports.get(message.id)
    if (end === undefined || end.world !== world) return
    if (message.kind === 'port') return end.send(message.data)
    this.#ports.delete(message.id)
    end.close()
  }

  /** Closes the ports of a document that is gone; null: of all documents. */
  #left(world: number | null): void {
    for (const [id, end] of this.#ports) {
      if (world !== null && end.world !== world) continue
      this.#ports.delete(id)
      end.close()
    }
    if (world === null || world === this.#world) this.#world = null
  }

  #tell(world: number, message: object): void {
    // Ignores errors, because the document may be gone.
    this.#cdp
      ?.send('Runtime.callFunctionOn', {
        functionDeclaration: '(json) => standInReceive(json)',
        executionContextId: world,
        arguments: [{ value: JSON.stringify(message) }],
      })
      .catch(() => {})
  }
}

/** The top frame of a page. */
export class WebFrameMain {
  readonly parent: WebFrameMain | null = null
  readonly #contents: WebContents

  constructor(contents: WebContents) {
    this.#contents = contents
  }

  get url(): string {
    return this.#contents.getURL()
  }

  get origin(): string {
    return originOf(this.url)
  }

  postMessage(channel: string, message: unknown, transfer: readonly MessagePortMain[] = []): void {
    this.#contents.sendToPage(channel, message, transfer)
  }
}
