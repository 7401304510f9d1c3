import { test as base, type Page } from '@playwright/test'
import { openInElectron } from './in-electron.ts'
import { openServed } from './served.ts'

export interface StoryFile {
  readonly name: string
  readonly text: string
}

/** The app in a story, independent of the host. Covers interactions with the system around the window. */
export interface StoryApp {
  readonly dataDir: string
  /** The window; a restart may replace it. */
  readonly page: Page
  /** Shows a location of the app in the window. */
  open(place: string): Promise<Page>
  /** Kills the app like a power failure, runs `meanwhile`, and starts the app again. */
  restart(meanwhile?: () => Promise<void>): Promise<Page>
  /** Runs a command by its title, in the system's menu or in the palette. */
  runCommand(title: string): Promise<void>
  /** Provides a file to a file dialog. */
  giveFile(file: StoryFile, ask: () => Promise<unknown>): Promise<void>
  /** Returns the saved file. */
  takeFile(save: () => Promise<unknown>): Promise<StoryFile>
  readClipboard(): Promise<string>
  writeClipboard(text: string): Promise<void>
  /** Titles of the system notifications. */
  listNotifications(): Promise<readonly string[]>
  clickNotification(title: string): Promise<void>
  close(): Promise<void>
}

export interface StoryHost {
  /** Host of the stories. */
  readonly hostKind: 'served' | 'electron'
}

/**
 * `app` is shared by all stories of a host. Each story uses its own names and leaves no waiting requests. `newApp` is
 * an app without data.
 */
export const test = base.extend<{ newApp: StoryApp }, StoryHost & { app: StoryApp }>({
  hostKind: ['served', { option: true, scope: 'worker' }],
  app: [({ hostKind }, use) => withApp(hostKind, use), { scope: 'worker', timeout: 60_000 }],
  newApp: ({ hostKind }, use) => withApp(hostKind, use),
})

async function withApp(
  hostKind: StoryHost['hostKind'],
  use: (app: StoryApp) => Promise<void>,
): Promise<void> {
  const app = await (hostKind === 'served' ? openServed() : openInElectron())
  await use(app)
  await app.close()
}
