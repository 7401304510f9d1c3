import { EventEmitter } from 'node:events'
import { requireReady } from './app.ts'

interface DialogOptions {
  readonly defaultPath?: string
}

interface MessageBoxOptions {
  readonly message: string
  readonly detail?: string
  readonly buttons: readonly string[]
  readonly defaultId?: number
  readonly cancelId?: number
}

/** Main's requests to the desktop, and the user's answers to dialogs. Tests read and set them. */
export const desktop = {
  /** Answers to the next file dialogs, in order. Empty: the user cancels. */
  toOpen: [] as string[][],
  toSave: [] as string[],
  /** Labels of the buttons for the next questions, in order. Empty: the user presses Escape. */
  toPress: [] as string[],
  questions: [] as MessageBoxOptions[],
  dialogs: [] as { kind: 'open' | 'save'; options: DialogOptions }[],
  clipboard: '',
  notifications: [] as Notification[],
  displays: [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }],
}

export const openDialogs = {
  showMessageBox(options: MessageBoxOptions) {
    desktop.questions.push(options)
    const pressed = options.buttons.indexOf(desktop.toPress.shift() ?? '')
    return Promise.resolve({ response: pressed === -1 ? (options.cancelId ?? 0) : pressed })
  },
  showOpenDialog(_window: unknown, options: DialogOptions) {
    desktop.dialogs.push({ kind: 'open', options })
    const filePaths = desktop.toOpen.shift()
    return Promise.resolve({ canceled: filePaths === undefined, filePaths: filePaths ?? [] })
  },
  showSaveDialog(_window: unknown, options: DialogOptions) {
    desktop.dialogs.push({ kind: 'save', options })
    const filePath = desktop.toSave.shift()
    return Promise.resolve({ canceled: filePath === undefined, filePath: filePath ?? '' })
  },
}

export const clipboard = {
  writeText(text: string): Promise<void> {
    desktop.clipboard = text
    return Promise.resolve()
  },
  readText: () => Promise.resolve(desktop.clipboard),
}

export class Notification extends EventEmitter {
  readonly options: { readonly title: string; readonly body: string }
  isShown = false

  constructor(options: { title: string; body: string }) {
    requireReady('Notification')
    super()
    this.options = options
  }

  static isSupported = (): boolean => true

  show(): void {
    this.isShown = true
    desktop.notifications.push(this)
  }

  close(): void {
    this.isShown = false
    this.emit('close')
  }
}

export const screen = {
  getAllDisplays() {
    requireReady('screen')
    return desktop.displays
  },
}
