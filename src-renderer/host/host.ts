/** Platform services for the interface. Every host (desktop app, browser) implements them. */
export interface Host {
  /** Null in a browser, which has its own zoom. */
  readonly zoom: ((step: ZoomStep) => void) | null
  /** Whether the host itself asks for confirmation before opening an external link. */
  readonly confirmsLinks: boolean
  copyText(text: string): Promise<void>
  /** Link to a location in the app, such as `/runs/run_1`. */
  linkTo(place: string): string
  readText(): Promise<string>
  /** File chosen by the user; null if cancelled. Extensions include the dot: `.json`. */
  openFile(extensions: readonly string[]): Promise<File | null>
  /** False if the user cancels. */
  saveFile(file: SavedFile): Promise<boolean>
  /** Notifies a user who is in another window. A notification replaces the earlier one with the same tag. */
  notify(notification: HostNotification): void
  /** Whether the host needs the user's permission for notifications and has not asked yet. */
  canAskToNotify(): boolean
  askToNotify(): Promise<void>
  /** Number of items that need the user, shown on the app's icon. */
  setBadge(count: number): void
  /** Sets the available commands for a system menu. */
  setMenu(menu: HostMenu): void
}

export type ZoomStep = 'in' | 'out' | 'reset'

export interface SavedFile {
  /** File name. Any folder in it is dropped. */
  readonly name: string
  readonly content: Blob
}

export interface HostNotification {
  readonly title: string
  readonly body: string
  readonly tag: string
  /** Called when the user opens the notification. */
  readonly onOpen: () => void
}

export interface MenuCommand {
  readonly id: string
  readonly title: string
  /** Key binding in tinykeys syntax; null if the command has none or a menu cannot show it. */
  readonly keys: string | null
  readonly isEnabled: boolean
}

export type HostMenu = readonly { readonly title: string; readonly commands: readonly MenuCommand[] }[]
