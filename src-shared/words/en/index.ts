import { checkers, findings, fixes } from './findings.ts'
import { refusals } from './refusals/index.ts'
import { input } from './refusals/input.ts'
import { windowWords } from './window/index.ts'

/** English. */
export const en = { ...windowWords, checkers, findings, fixes, input, refusals }
