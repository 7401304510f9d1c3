/** What the interface asks of the machine it is shown on. Each host has its own way. */
export interface Host {
  /** The zoom of a browser is the browser's own. */
  readonly zoom: ((step: ZoomStep) => void) | null
  /** Whether the host itself asks a person before a link opens outside. */
  readonly confirmsLinks: boolean
  copyText(text: string): Promise<void>
  /** What another program opens to come to a place of the app, such as `/runs/run_1`. */
  linkTo(place: string): string
  readText(): Promise<string>
  /** The file that a person chose; null: they chose none. The extensions have their dot: `.json`. */
  openFile(extensions: readonly string[]): Promise<File | null>
  /** False: the person does not want it after all. */
  saveFile(file: SavedFile): Promise<boolean>
  /** Tells a person who looks elsewhere. One with the tag of another takes its place. */
  notify(notification: HostNotification): void
  /** Whether it wants to be asked for leave first. */
  canAskToNotify(): boolean
  askToNotify(): Promise<void>
  /** How many things wait for the person, at the app's icon. */
  setBadge(count: number): void
  /** What can be done now, for a menu of the system's own. */
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
