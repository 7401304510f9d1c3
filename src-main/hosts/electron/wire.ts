import { BrowserWindow, type IpcMainEvent, ipcMain, MessageChannelMain } from 'electron'
import type { PortServer } from '../../ipc/serve-port.ts'
import { connectChannel, portChannel } from './channels.ts'
import { appOrigin } from './urls.ts'

/** Hands each page of ours that asks one end of a new port, and the other end to the procedures. */
export function attachWire(server: PortServer): void {
  ipcMain.on(connectChannel, (event) => {
    if (!isOurs(event)) return
    const { port1, port2 } = new MessageChannelMain()
    server.serve(port1)
    event.senderFrame?.postMessage(portChannel, null, [port2])
  })
}

/** Only the top frame of one of our windows, while it shows the interface, is listened to. */
function isOurs({ sender, senderFrame }: IpcMainEvent): boolean {
  if (senderFrame === null || senderFrame.parent !== null || senderFrame.origin !== appOrigin) return false
  return BrowserWindow.fromWebContents(sender) !== null
}
