import { test as base, type Page } from '@playwright/test'
import { openInElectron } from './in-electron.ts'
import { openServed } from './served.ts'

export interface StoryFile {
  readonly name: string
  readonly text: string
}

/** The app as a story uses it, in whichever host: what a person does with the system around the window is in here. */
export interface StoryApp {
  readonly dataDir: string
  /** The window; another one may be there after a restart. */
  readonly page: Page
  /** Shows a place of the app in the window. */
  open(place: string): Promise<Page>
  /** The app dies as in a power cut, and is started again, with what happened to its data in between. */
  restart(meanwhile?: () => Promise<void>): Promise<Page>
  /** Does a command, by its title, where people look for it: in the menu of the system, or in the palette. */
  runCommand(title: string): Promise<void>
  /** Hands over a file where one is asked for. */
  giveFile(file: StoryFile, ask: () => Promise<unknown>): Promise<void>
  /** The file that is saved. */
  takeFile(save: () => Promise<unknown>): Promise<StoryFile>
  readClipboard(): Promise<string>
  writeClipboard(text: string): Promise<void>
  /** The titles of what the system was told to show. */
  listNotifications(): Promise<readonly string[]>
  clickNotification(title: string): Promise<void>
  close(): Promise<void>
}

export interface StoryHost {
  /** What the stories are played in. */
  readonly hostKind: 'served' | 'electron'
}

/**
 * `app` is one app for all stories of a host, so each of them names its things differently and leaves nothing that waits;
 * `newApp` is one with nothing in it.
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
