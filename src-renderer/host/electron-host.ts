import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import type { DesktopContract, DesktopEvent } from '#shared/contract/desktop.ts'
import { linkOf } from '#shared/text/link.ts'
import { runCommand } from '../commands/registry.ts'
import { isPortMessage } from '../rpc/port-connection.ts'
import type { Host, HostNotification } from './host.ts'

/** Receives a plan file that was opened from the file manager of the system. */
type OnFile = (file: File) => void

export function createElectronHost(onFile: OnFile): Host {
  const opened = new Map<string, HostNotification['onOpen']>()
  const desktop = receiveDesktop()
  void desktop.then((client) => hear(client, { opened, onFile }))
  /** Does not wait for the result: a missing icon or badge must not stop the window. */
  const tell = (act: (client: DesktopClient) => Promise<unknown>) => void desktop.then(act).catch(() => {})
  return {
    zoom: (step) => tell((client) => client.zoom({ step })),
    confirmsLinks: true,
    copyText: async (text) => void (await (await desktop).copyText({ text })),
    linkTo: linkOf,
    readText: async () => (await (await desktop).readText()).text,
    async openFile(extensions) {
      const file = await (await desktop).openFile({ extensions: [...extensions] })
      return file === null ? null : new File([bytesOf(file.base64)], file.name)
    },
    async saveFile({ name, content }) {
      const base64 = base64Of(new Uint8Array(await content.arrayBuffer()))
      return (await (await desktop).saveFile({ name, base64 })).isSaved
    },
    notify({ onOpen, ...shown }) {
      opened.set(shown.tag, onOpen)
      tell((client) => client.notify(shown))
    },
    canAskToNotify: () => false,
    askToNotify: async () => {},
    setBadge: (count) => tell((client) => client.setBadge({ count })),
    setMenu: (menu) =>
      tell((client) =>
        client.setMenu({ sections: menu.map(({ title, commands }) => ({ title, commands: [...commands] })) }),
      ),
  }
}

function receiveDesktop(): Promise<DesktopClient> {
  return new Promise((resolve) => {
    window.addEventListener('message', (event: MessageEvent<unknown>) => {
      const [, port] = event.ports
      if (event.source === window && isPortMessage(event.data) && port !== undefined)
        resolve(createDesktopClient(port))
    })
  })
}

interface Takers {
  readonly opened: ReadonlyMap<string, () => void>
  readonly onFile: OnFile
}

async function hear(client: DesktopClient, takers: Takers): Promise<void> {
  for await (const event of await client.watch()) act(event, takers)
}

function act(event: DesktopEvent, { opened, onFile }: Takers): void {
  if (event.type === 'command') runCommand(event.id)
  else if (event.type === 'place') location.hash = event.place
  else if (event.type === 'file') onFile(new File([bytesOf(event.base64)], event.name))
  else opened.get(event.tag)?.()
}

/** Bytes per call, because the number of arguments is limited. */
const portion = 0x8000

/** Encodes bytes as base64, because the channel carries only text. */
function base64Of(bytes: Uint8Array): string {
  const parts: string[] = []
  for (let at = 0; at < bytes.length; at += portion)
    parts.push(String.fromCharCode(...bytes.subarray(at, at + portion)))
  return btoa(parts.join(''))
}

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (unit) => unit.charCodeAt(0))

type DesktopClient = ContractRouterClient<DesktopContract>

/** Client of the desktop app's services. The preload script transfers its port together with the port of the engine. */
const createDesktopClient = (port: MessagePort): DesktopClient => {
  const client: DesktopClient = createORPCClient(new RPCLink({ port }))
  port.start()
  return client
}
