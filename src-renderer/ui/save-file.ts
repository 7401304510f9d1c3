import { currentHost } from '../host/current-host.ts'

/** A title as the name of a file, without what no system takes in one. */
export const fileNameOf = (title: string): string =>
  title
    .replaceAll(/[\\/:*?"<>|\p{Cc}]/gu, '-')
    .trim()
    .slice(0, 120) || 'plan'

/** Hands a text to the person as a file. A name is only a name: whatever folder it names is left away. */
export const saveText = (name: string, { text, mediaType }: { text: string; mediaType: string }): void =>
  save(name, new Blob([text], { type: mediaType }))

/** The same for a text that came in parts. */
export const saveParts = (
  name: string,
  { parts, mediaType }: { parts: readonly string[]; mediaType: string },
): void => save(name, new Blob([...parts], { type: mediaType }))

/** The same for a file that is no text. */
export const saveBytes = (name: string, { base64, mediaType }: { base64: string; mediaType: string }): void =>
  save(name, new Blob([Uint8Array.from(atob(base64), (unit) => unit.charCodeAt(0))], { type: mediaType }))

const save = (name: string, content: Blob): void => void currentHost().saveFile({ name, content })
