import { contextBridge, ipcRenderer } from 'electron'
import { connectChannel, portChannel } from './channels.ts'

/** Tells the page which host it is in, and hands it one port. Nothing else of Electron reaches the page. */
contextBridge.exposeInMainWorld('switchyard', { host: 'electron' })

ipcRenderer.on(portChannel, ({ ports }) => {
  window.postMessage({ type: portChannel }, window.location.origin, [...ports])
})

// The page's own scripts are modules: they have run, and listen, when the document's content is loaded.
window.addEventListener('DOMContentLoaded', () => ipcRenderer.send(connectChannel), { once: true })
