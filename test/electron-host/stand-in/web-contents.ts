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
  /** The preload's world of the document that the port went to. */
  readonly world: number
  readonly send: (data: unknown) => void
  readonly close: () => void
}

export interface WebPreferences {
  readonly preload?: string
  readonly [name: string]: unknown
}

let lastId = 0

/** A page as main sees it. */
export class WebContents extends EventEmitter {
  readonly id = ++lastId
  readonly session = session.defaultSession
  readonly mainFrame: WebFrameMain
  /** Of the stand-in: how often main asked for a reload. */
  reloads = 0
  #page: Page | null = null
  #cdp: CDPSession | null = null
  #decideOpen: (details: { url: string }) => { action: 'allow' | 'deny' } = () => ({ action: 'allow' })
  #ports = new Map<number, PageEnd>()
  #lastPort = 0
  #url = ''
  /** True while main itself leads the page somewhere, which it does not ask itself about. */
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

  /** Of the stand-in: takes a page, with the preload in front of everything it will show. */
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

  /** Of the stand-in: asks main whether the page may go where it wants to. */
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

  /** Only counted: of a page that died, Playwright answers no request any more, so that it could not load again. */
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

  /** Of the stand-in: what `mainFrame.postMessage` does. */
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

  /** The preload's world that spoke last: the document that is shown. */
  #world: number | null = null

  /** Of the stand-in: the page opens a window. Main is asked, and the browser's side closes it. */
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

  /** A document is gone (null: all of them): so are the ports it held. */
  #left(world: number | null): void {
    for (const [id, end] of this.#ports) {
      if (world !== null && end.world !== world) continue
      this.#ports.delete(id)
      end.close()
    }
    if (world === null || world === this.#world) this.#world = null
  }

  #tell(world: number, message: object): void {
    // A document that went away meanwhile hears nothing, and that is all.
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
