import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Refusal, refuse } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { type KeptSettings, keptSettingsSchema, nothingKept } from './stored-settings.ts'

export const settingsFileName = 'settings.json'

/** The one file of settings, read at the start and written whole with every change. */
export function openSettingsFile(dataDir: string) {
  const path = join(dataDir, settingsFileName)
  const read = readFile(path)
  let current = read.ok ? read.value : nothingKept
  return {
    path,
    /** Why it is not read and not written; null: it is whole, or not there yet. */
    problem: read.ok ? null : read.error,
    current: (): KeptSettings => current,
    /** In force at once. A file that could not be read is never written over. */
    save(next: KeptSettings): Result<null, Refusal> {
      if (!read.ok) {
        return refuse('E_STATE', 'settings_unreadable', { why: read.error, file: path })
      }
      const draft = `${path}.new`
      writeFileSync(draft, `${JSON.stringify(next, null, 2)}\n`, { mode: 0o600 })
      renameSync(draft, path)
      current = next
      return ok(null)
    },
  }
}
export type SettingsFile = ReturnType<typeof openSettingsFile>

function readFile(path: string): Result<KeptSettings, string> {
  // No file is nothing set; one that cannot be read as ours was written by a person or damaged.
  try {
    const parsed = keptSettingsSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')))
    if (parsed.success) return ok(parsed.data)
    const [issue] = parsed.error.issues
    return err(`${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim())
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ok(nothingKept)
    return err(error instanceof Error ? error.message : String(error))
  }
}
