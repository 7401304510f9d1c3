interface Pressed {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

const modifiers = new Set(['Control', 'Meta', 'Alt', 'Shift', 'AltGraph'])

/** What was pressed as tinykeys writes it; null for a modifier alone. Shift is part of a sign that needs it. */
export function pressOf({ key, ctrlKey, metaKey, altKey, shiftKey }: Pressed): string | null {
  if (modifiers.has(key)) return null
  const isLetter = /^\p{L}$/u.test(key)
  const held = [
    ...(ctrlKey || metaKey ? ['$mod'] : []),
    ...(altKey ? ['Alt'] : []),
    ...(shiftKey && (isLetter || key.length > 1) ? ['Shift'] : []),
  ]
  const name = key === ' ' ? 'Space' : isLetter ? key.toLowerCase() : key
  return [...held, name].join('+')
}

/** One after another, as `g h` is pressed; a third one begins anew. */
export const addPress = (before: string | null, press: string): string =>
  before === null || before.includes(' ') ? press : `${before} ${press}`
