const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu

/**
 * Escapes invisible characters, and those that move the cursor or change the text direction. Characters in `kept` stay
 * unchanged.
 */
export const visible = (text: string, kept = '\n'): string =>
  text.replaceAll(unseen, (each) =>
    kept.includes(each) ? each : `\\u{${(each.codePointAt(0) ?? 0).toString(16)}}`,
  )
