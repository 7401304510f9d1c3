import { useMedia } from './use-media.ts'

/** Whether the window is narrower than `pixels`. */
export const useIsNarrow = (pixels: number): boolean => useMedia(`(max-width: ${pixels - 1}px)`)
