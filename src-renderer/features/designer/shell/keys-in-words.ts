const isMac = typeof navigator !== 'undefined' && navigator.platform.startsWith('Mac')

const names: Readonly<Record<string, string>> = {
  $mod: isMac ? '⌘' : 'Ctrl',
  Alt: isMac ? '⌥' : 'Alt',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Delete: 'Del',
}

/** `$mod+Shift+Z` as people write it: `Ctrl+Shift+Z`. */
export const keysInWords = (keys: string): string =>
  keys
    .split('+')
    .map((key) => names[key] ?? (key.length === 1 ? key.toUpperCase() : key))
    .join('+')
