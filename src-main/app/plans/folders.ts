import { statSync } from 'node:fs'
import { dirname, isAbsolute, join } from 'node:path'
import { type Refusal, refuse } from '#shared/refusal.ts'
import { ok, type Result } from '#shared/result.ts'

/**
 * Checks a folder from outside. The path must be absolute, because a relative one depends on the working folder of the
 * app. It must exist, because agents would report an empty folder as the result.
 */
export function requireFolder(folder: string | null, field: string): Result<string | null, Refusal> {
  if (folder === null) return ok(null)
  if (!isAbsolute(folder)) {
    return refuse('E_TYPE', 'project_folder_not_absolute', { folder, field })
  }
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    return refuse('E_FILE', 'project_folder_not_found', { folder, field })
  }
  return ok(folder)
}

/**
 * Looks for `.git` without running git; a run reports later if the repository is unusable. Null: the path is relative,
 * so its location is unknown.
 */
export function isInRepository(folder: string): boolean | null {
  if (!isAbsolute(folder)) return null
  for (let at = folder; ; at = dirname(at)) {
    if (statSync(join(at, '.git'), { throwIfNoEntry: false }) !== undefined) return true
    if (dirname(at) === at) return false
  }
}
