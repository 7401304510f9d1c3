import { currentHost } from '../host/current-host.ts'

/** Converts a title to a file name, without characters that are invalid on any system. */
export const fileNameOf = (title: string): string =>
  title
    .replaceAll(/[\\/:*?"<>|\p{Cc}]/gu, '-')
    .trim()
    .slice(0, 120) || 'plan'

/** Saves a text as a file on the user's machine. Any folder in `name` is dropped. */
export const saveText = (name: string, { text, mediaType }: { text: string; mediaType: string }): void =>
  save(name, new Blob([text], { type: mediaType }))

/** Like `saveText`, for a text in parts. */
export const saveParts = (
  name: string,
  { parts, mediaType }: { parts: readonly string[]; mediaType: string },
): void => save(name, new Blob([...parts], { type: mediaType }))

/** Like `saveText`, for a binary file. */
export const saveBytes = (name: string, { base64, mediaType }: { base64: string; mediaType: string }): void =>
  save(name, new Blob([Uint8Array.from(atob(base64), (unit) => unit.charCodeAt(0))], { type: mediaType }))

const save = (name: string, content: Blob): void => void currentHost().saveFile({ name, content })
