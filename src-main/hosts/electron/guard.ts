import { app, type Session, type WebContents } from 'electron'
import { openLink } from './open-outside.ts'
import { externalUrl, isAppFile, isAppUrl } from './urls.ts'

/** Applies the same limits to all web contents of this process: no navigation away, no new windows, no webviews. */
export function guardAllContents(): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents))
}

function guardContents(contents: WebContents): void {
  contents.on('will-navigate', keepHere)
  contents.on('will-frame-navigate', keepHere)
  contents.on('will-redirect', keepHere)
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    const external = externalUrl(url)
    if (external !== null) void openLink(external)
    return { action: 'deny' }
  })
}

function keepHere(event: { readonly url: string; preventDefault(): void }): void {
  if (!isAppUrl(event.url)) event.preventDefault()
}

/**
 * Denies every permission (camera, location, devices and others), and every download except files that the page itself
 * created.
 */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', (event, item) => {
    if (!isAppFile(item.getURL())) event.preventDefault()
  })
}
