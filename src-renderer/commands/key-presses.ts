/** Keys are written as tinykeys has them: presses with a space between, each with its modifiers and a `+` between. */
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

/** Something other than Shift is held: nobody presses that while typing. */
export const hasModifier = (keys: string): boolean =>
  pressesOf(keys).some(({ modifiers }) => modifiers.some((each) => each !== 'Shift' && each !== '[Shift]'))

/**
 * Letters, digits and signs alone, which dictation and a slip can type: they can be switched off (WCAG 2.1.4). Keys with
 * a name, such as `Enter` and `F8`, are not of that kind.
 */
export const isCharacterKeys = (keys: string): boolean =>
  !hasModifier(keys) && pressesOf(keys).every(({ key }) => [...key].length === 1)

/** The same text for equal keys; `mod` is the value of `$mod` on this machine. */
export const canonicalKeys = (keys: string, mod: 'Control' | 'Meta' = 'Control'): string =>
  pressesOf(keys)
    .map(({ modifiers, key }) =>
      [...modifiers.map((each) => (each === '$mod' ? mod : each)).sort(), key.toLowerCase()].join('+'),
    )
    .join(' ')
