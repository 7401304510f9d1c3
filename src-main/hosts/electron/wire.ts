import { BrowserWindow, type IpcMainEvent, ipcMain, MessageChannelMain } from 'electron'
import type { PortServer, ServedPort } from '../../ipc/serve-port.ts'
import { connectChannel, portChannel } from './channels.ts'
import { appOrigin } from './urls.ts'

/**
 * Hands each page of ours that asks one end of two new ports, and the other ends to the procedures and to the desktop. A
 * port is the page's alone and ends with it: who may speak is decided once, here.
 */
export function attachWire(
  procedures: PortServer,
  serveDesktop: (port: ServedPort, window: BrowserWindow) => void,
): void {
  ipcMain.on(connectChannel, (event) => {
    const window = findOurs(event)
    if (window === null) return
    const toProcedures = new MessageChannelMain()
    const toDesktop = new MessageChannelMain()
    procedures.serve(toProcedures.port1)
    serveDesktop(toDesktop.port1, window)
    event.senderFrame?.postMessage(portChannel, null, [toProcedures.port2, toDesktop.port2])
  })
}

/** Only the top frame of one of our windows, while it shows the interface, is listened to. */
function findOurs({ sender, senderFrame }: IpcMainEvent): BrowserWindow | null {
  if (senderFrame === null || senderFrame.parent !== null || senderFrame.origin !== appOrigin) return null
  return BrowserWindow.fromWebContents(sender)
}
