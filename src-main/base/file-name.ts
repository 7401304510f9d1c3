/** Device names of Windows, with any extension. Data written to such a file is lost. */
export const isDevice = (name: string): boolean =>
  /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d\u00b9\u00b2\u00b3])\s*(?:\.|$)/i.test(name)

/**
 * True if a name has a character that Windows forbids in file names. A colon would address an alternate data stream of
 * a file.
 */
export const hasSign = (name: string): boolean => /[<>:"|?*]/.test(name)

const mostChars = 200

/** Turns a text into a file name that every system accepts. Folders in the text are removed. */
export function fileNameOf(text: string): string {
  const [last = ''] = text.split(/[\\/]/).slice(-1)
  const plain = last.replaceAll(/[<>:"|?*\p{Cc}]/gu, '_').replace(/[. ]+$/, (end) => '_'.repeat(end.length))
  const short = plain.length > mostChars ? shorten(plain) : plain
  return isDevice(short) || short === '' ? `_${short}` : short
}

/** Shortens the name but keeps the extension, which tells the file type. */
function shorten(name: string): string {
  const ending = /\.[^.]{1,20}$/.exec(name)?.[0] ?? ''
  return `${name.slice(0, mostChars - ending.length)}${ending}`
}
