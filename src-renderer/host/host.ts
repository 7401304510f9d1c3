/** The services of the machine that shows the interface. Each host implements them. */
export interface Host {
  /** The zoom of a browser is the browser's own. */
  readonly zoom: ((step: ZoomStep) => void) | null
  /** Whether the host itself asks a person before a link opens outside. */
  readonly confirmsLinks: boolean
  copyText(text: string): Promise<void>
  /** The link that opens a place of the app, such as `/runs/run_1`. */
  linkTo(place: string): string
  readText(): Promise<string>
  /** The file that a person chose; null: they chose none. The extensions have their dot: `.json`. */
  openFile(extensions: readonly string[]): Promise<File | null>
  /** False: the person does not want it after all. */
  saveFile(file: SavedFile): Promise<boolean>
  /** Notifies a person who is in another window. A notification replaces the earlier one with the same tag. */
  notify(notification: HostNotification): void
  /** Whether it wants to be asked for leave first. */
  canAskToNotify(): boolean
  askToNotify(): Promise<void>
  /** How many things wait for the person, at the app's icon. */
  setBadge(count: number): void
  /** Sets the available commands, for a menu of the system. */
  setMenu(menu: HostMenu): void
}

export type ZoomStep = 'in' | 'out' | 'reset'

export interface SavedFile {
  /** Only a name: whatever folder it names is left away. */
  readonly name: string
  readonly content: Blob
}

export interface HostNotification {
  readonly title: string
  readonly body: string
  readonly tag: string
  /** The person wants to see what it is about. */
  readonly onOpen: () => void
}

export interface MenuCommand {
  readonly id: string
  readonly title: string
  /** As tinykeys writes them; null: it has none, or none that a menu can show. */
  readonly keys: string | null
  readonly isEnabled: boolean
}

export type HostMenu = readonly { readonly title: string; readonly commands: readonly MenuCommand[] }[]
