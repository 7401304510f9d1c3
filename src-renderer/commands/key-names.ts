import { pressesOf } from './key-presses.ts'

const isMac: boolean = typeof navigator !== 'undefined' && /Mac|iP(ad|hone|od)/.test(navigator.platform)

const onMac: Readonly<Record<string, string>> = {
  $mod: '⌘',
  Meta: '⌘',
  Shift: '⇧',
  Alt: '⌥',
  Control: '⌃',
}
const elsewhere: Readonly<Record<string, string>> = { $mod: 'Ctrl', Control: 'Ctrl', Meta: 'Win' }
const named: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  Delete: 'Del',
  Backspace: '⌫',
  Enter: '↵',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
  Space: 'Space',
}

/** The labels of the key caps for each key press. */
export function capsOf(keys: string, mac = isMac): string[][] {
  const modifiers = mac ? onMac : elsewhere
  return pressesOf(keys).map((press) => [
    ...press.modifiers.filter((each) => !each.startsWith('[')).map((each) => modifiers[each] ?? each),
    named[press.key] ?? capOf(press.key),
  ])
}

/** `Digit1` is the key of a digit, independent of Shift. */
const capOf = (key: string): string => {
  const digit = /^Digit(\d)$/.exec(key)?.[1]
  return digit ?? (key.length === 1 ? key.toUpperCase() : key)
}

/** The same keys as text for screen readers. */
export const describeKeys = (keys: string, then: string): string =>
  capsOf(keys)
    .map((caps) => caps.join(' '))
    .join(` ${then} `)
