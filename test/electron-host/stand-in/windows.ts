/** The open windows, in a separate module because the app and the windows depend on each other. */
export interface OpenWindow {
  closeNow(): Promise<void>
}

const open = new Set<OpenWindow>()

export const windows = {
  all: (): OpenWindow[] => [...open],
  add: (window: OpenWindow) => void open.add(window),
  remove: (window: OpenWindow) => void open.delete(window),
}
