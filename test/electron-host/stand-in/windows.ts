/** The open windows; apart from both the app and the windows, which need each other through it. */
export interface OpenWindow {
  closeNow(): Promise<void>
}

const open = new Set<OpenWindow>()

export const windows = {
  all: (): OpenWindow[] => [...open],
  add: (window: OpenWindow) => void open.add(window),
  remove: (window: OpenWindow) => void open.delete(window),
}
