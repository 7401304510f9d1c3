import { contextBridge, ipcRenderer } from 'electron'
import { connectChannel, portChannel } from './channels.ts'

/** Exposes the host name to the page and passes it the message ports. The page has no other access to Electron. */
contextBridge.exposeInMainWorld('switchyard', { host: 'electron' })

ipcRenderer.on(portChannel, ({ ports }) => {
  window.postMessage({ type: portChannel }, window.location.origin, [...ports])
})

// The page's module scripts have run by DOMContentLoaded, so the page already listens for the ports.
window.addEventListener('DOMContentLoaded', () => ipcRenderer.send(connectChannel), { once: true })
