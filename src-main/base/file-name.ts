/** Names that Windows gives to devices, with any ending: what is written there is gone. */
export const isDevice = (name: string): boolean =>
  /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d\u00b9\u00b2\u00b3])\s*(?:\.|$)/i.test(name)

/** Whether a name has a character that no file on Windows may have; a colon there names a hidden part of a file. */
export const hasSign = (name: string): boolean => /[<>:"|?*]/.test(name)

const mostChars = 200

/** A name that any system can give to a file, for a text that somebody gave as a name; folders in it are left out. */
export function fileNameOf(text: string): string {
  const [last = ''] = text.split(/[\\/]/).slice(-1)
  const plain = last.replaceAll(/[<>:"|?*\p{Cc}]/gu, '_').replace(/[. ]+$/, (end) => '_'.repeat(end.length))
  const short = plain.length > mostChars ? shorten(plain) : plain
  return isDevice(short) || short === '' ? `_${short}` : short
}

/** The ending says what is in the file, so it stays. */
function shorten(name: string): string {
  const ending = /\.[^.]{1,20}$/.exec(name)?.[0] ?? ''
  return `${name.slice(0, mostChars - ending.length)}${ending}`
}
