import { BrowserWindow, type IpcMainEvent, ipcMain, MessageChannelMain } from 'electron'
import type { PortServer, ServedPort } from '../../ipc/serve-port.ts'
import { connectChannel, portChannel } from './channels.ts'
import { appOrigin } from './urls.ts'

/**
 * Gives each requesting page of the interface two message ports: one to the API procedures, one to the desktop
 * services. A port belongs to one page and ends with it, so access is checked only here.
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

/** Accepts only the top frame of an app window that shows the interface; otherwise null. */
function findOurs({ sender, senderFrame }: IpcMainEvent): BrowserWindow | null {
  if (senderFrame === null || senderFrame.parent !== null || senderFrame.origin !== appOrigin) return null
  return BrowserWindow.fromWebContents(sender)
}
