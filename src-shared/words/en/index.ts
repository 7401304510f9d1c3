import { windowWords } from './window/index.ts'

/** English. */
export const en = { ...windowWords }
