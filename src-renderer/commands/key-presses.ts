/** Keys in tinykeys syntax: presses separated by spaces; modifiers and key joined by `+`. */
export interface Press {
  readonly modifiers: readonly string[]
  readonly key: string
}

export const pressesOf = (keys: string): Press[] =>
  keys
    .trim()
    .split(/\s+/)
    .map((press) => {
      const parts = press.split(/(?<=\w|\])\+/)
      return { key: parts.at(-1) ?? '', modifiers: parts.slice(0, -1) }
    })

/** True if a press has a modifier other than Shift. Such keys are not pressed while typing. */
export const hasModifier = (keys: string): boolean =>
  pressesOf(keys).some(({ modifiers }) => modifiers.some((each) => each !== 'Shift' && each !== '[Shift]'))

/**
 * True for letters, digits and signs without a modifier. Dictation or a slip can type them, so they can be switched
 * off (WCAG 2.1.4). Named keys such as `Enter` and `F8` are excluded.
 */
export const isCharacterKeys = (keys: string): boolean =>
  !hasModifier(keys) && pressesOf(keys).every(({ key }) => [...key].length === 1)

/** Returns the same text for equal keys. `mod` is the value of `$mod` on this machine. */
export const canonicalKeys = (keys: string, mod: 'Control' | 'Meta' = 'Control'): string =>
  pressesOf(keys)
    .map(({ modifiers, key }) =>
      [...modifiers.map((each) => (each === '$mod' ? mod : each)).sort(), key.toLowerCase()].join('+'),
    )
    .join(' ')
