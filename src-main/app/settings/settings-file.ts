import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Refusal, refuse } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { describeIssue } from '#shared/words/issue-text.ts'
import { type KeptSettings, keptSettingsSchema, nothingKept } from './stored-settings.ts'

export const settingsFileName = 'settings.json'

/** The settings file, read at startup and rewritten completely with every change. */
export function openSettingsFile(dataDir: string) {
  const path = join(dataDir, settingsFileName)
  const read = readFile(path)
  let current = read.ok ? read.value : nothingKept
  return {
    path,
    /** Reason why the file is neither read nor written; null: the file is valid or does not exist yet. */
    problem: read.ok ? null : read.error,
    current: (): KeptSettings => current,
    /** Takes effect at once. A file that could not be read is never overwritten. */
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
  // A missing file means that nothing is set. An invalid file was edited by a person or damaged.
  try {
    const parsed = keptSettingsSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')))
    if (parsed.success) return ok(parsed.data)
    const [issue] = parsed.error.issues
    return err(`${issue?.path.join('.') ?? ''} ${describeIssue(issue?.message ?? '')}`.trim())
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ok(nothingKept)
    return err(error instanceof Error ? error.message : String(error))
  }
}
