import { protocol } from 'electron'
import { answerWithFile } from './renderer-files.ts'
import { appScheme } from './urls.ts'

/** Registers app:// as a standard, secure origin. Must run before Electron is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** Serves the built interface at app://switchyard/. */
export function serveRenderer(rendererDir: string): void {
  protocol.handle(appScheme, (request) => answerWithFile(rendererDir, request))
}
