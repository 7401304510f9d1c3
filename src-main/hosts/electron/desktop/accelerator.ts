const modifiers: Readonly<Record<string, string>> = {
  $mod: 'CommandOrControl',
  Control: 'Control',
  Meta: 'Super',
  Alt: 'Alt',
  Shift: 'Shift',
}
const named: Readonly<Record<string, string>> = {
  '+': 'Plus',
  ' ': 'Space',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  Escape: 'Esc',
  Delete: 'Delete',
  Backspace: 'Backspace',
  Enter: 'Enter',
  Tab: 'Tab',
  Home: 'Home',
  End: 'End',
  PageUp: 'PageUp',
  PageDown: 'PageDown',
}

/**
 * Menu accelerator for a key combination; null for key sequences and for keys without a modifier, which a menu cannot
 * express.
 */
export function acceleratorOf(keys: string): string | null {
  const parts = keys.trim().split(/(?<=\w|\])\+/)
  const key = parts.pop() ?? ''
  if (key.includes(' ')) return null
  const held = parts.map((part) => modifiers[part] ?? null)
  const isFunctionKey = /^F\d{1,2}$/.test(key)
  if (held.includes(null) || (!isFunctionKey && !held.some((each) => each !== null && each !== 'Shift')))
    return null
  const shown = named[key] ?? (isFunctionKey ? key : /^[!-~]$/.test(key) ? key.toUpperCase() : null)
  return shown === null ? null : [...held, shown].join('+')
}
