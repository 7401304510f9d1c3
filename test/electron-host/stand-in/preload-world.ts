/** Scripts that Chromium runs before each page: the preload's isolated world, and the channel of the context bridge. */

export const worldName = 'electron-preload'
export const bindingName = 'standInSend'

/**
 * Script of the page's world. Exposes the preload's objects, each name once. Runs before the preload and all page
 * scripts.
 */
export const bridgeScript = (eventName: string): string =>
  `(${bridge.toString()})(${JSON.stringify(eventName)})`

/** Script of the preload's world: Electron's renderer modules, then the preload bundle as a CommonJS module. */
export const preloadScript = (eventName: string, preload: string): string =>
  `(${world.toString()})(${JSON.stringify({ eventName, bindingName })}, function (require, module, exports) {\n${preload}\n})`

function bridge(eventName: string): void {
  if (window !== window.top) return
  const freeze = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    for (const each of Object.values(value)) freeze(each)
    return Object.freeze(value)
  }
  // Only the two worlds know the event name, so the page cannot use the channel.
  window.addEventListener(eventName, (event) => {
    const { name, api } = JSON.parse(event instanceof CustomEvent ? event.detail : '{}')
    Object.defineProperty(window, name, { value: freeze(api), enumerable: true })
  })
}

function world(
  { eventName, bindingName }: { eventName: string; bindingName: string },
  preload: (require: (name: string) => unknown, module: { exports: object }, exports: object) => void,
): void {
  if (window !== window.top) return
  type Listener = (event: { ports: MessagePort[] }, ...args: unknown[]) => void
  const listeners = new Map<string, Listener[]>()
  const ports = new Map<number, MessagePort>()
  const binding: unknown = Reflect.get(globalThis, bindingName)
  const send = (message: unknown) => {
    if (typeof binding === 'function') binding(JSON.stringify(message))
  }

  const openPort = (id: number): MessagePort => {
    const { port1, port2 } = new MessageChannel()
    ports.set(id, port2)
    port2.onmessage = ({ data }) => {
      if (typeof data !== 'string')
        throw new TypeError('The stand-in carries text through ports, nothing else')
      send({ kind: 'port', id, data })
    }
    port2.addEventListener('close', () => send({ kind: 'closed', id }))
    return port1
  }

  Reflect.set(globalThis, 'standInReceive', (json: string) => {
    const message = JSON.parse(json)
    if (message.kind === 'port') return ports.get(message.id)?.postMessage(message.data)
    if (message.kind === 'closed') return ports.get(message.id)?.close()
    const event = { ports: message.ports.map(openPort) }
    for (const listener of listeners.get(message.channel) ?? []) listener(event, message.message)
  })

  const electron = {
    contextBridge: {
      exposeInMainWorld(name: string, api: unknown) {
        const json = JSON.stringify({ name, api }, (key, value) => {
          if (typeof value !== 'function') return value
          throw new TypeError(`The stand-in's bridge carries data only, and ${key} is a function`)
        })
        window.dispatchEvent(new CustomEvent(eventName, { detail: json }))
      },
    },
    ipcRenderer: {
      on(channel: string, listener: Listener) {
        listeners.set(channel, [...(listeners.get(channel) ?? []), listener])
      },
      send: (channel: string, ...args: unknown[]) => send({ kind: 'send', channel, args }),
    },
  }
  const module = { exports: {} }
  const require = (name: string): unknown => {
    if (name === 'electron') return electron
    throw new Error(`A sandboxed preload cannot require ${name}`)
  }
  preload(require, module, module.exports)
}
