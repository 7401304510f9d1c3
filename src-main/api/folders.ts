import { isAbsolute } from 'node:path'
import { RefusalError, refusal } from '#shared/refusal.ts'

/** A folder given from outside: the whole path, because a relative one would be taken from wherever the app runs. */
export function requireAbsolute(folder: string | null, field: string): string | null {
  if (folder === null || isAbsolute(folder)) return folder
  const message = `The project folder ${folder} is not an absolute path.`
  throw new RefusalError(refusal('E_TYPE', message, 'Give the whole path.', { field }))
}
