const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu

/**
 * Every character as what it is: none that is invisible, moves the cursor or turns the direction of what follows. Those of
 * `kept` stay as they are.
 */
export const visible = (text: string, kept = '\n'): string =>
  text.replaceAll(unseen, (each) =>
    kept.includes(each) ? each : `\\u{${(each.codePointAt(0) ?? 0).toString(16)}}`,
  )
