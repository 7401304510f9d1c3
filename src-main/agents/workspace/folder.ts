import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Refusal } from '#shared/refusal.ts'
import { ok, type Result } from '#shared/result.ts'
import type { Git } from './git.ts'
import type { Places } from './places.ts'
import { recordChanges, type Tracked } from './tracked.ts'

const ref = 'refs/switchyard/recorded'

/** A plain folder's history, in a repository beside it that what works in the folder does not see. */
export const historyOf = ({ folder, history }: Places): Tracked => ({
  place: { gitDir: history, workTree: folder, index: join(history, 'index') },
  ref,
})

/** What is there at first is no change. A history that was cut off while it was made is made again. */
export async function beginHistory(git: Git, tracked: Tracked): Promise<Result<null, Refusal>> {
  const { gitDir } = tracked.place
  // No file is a history that is still to be made.
  if ((await stat(join(gitDir, ref)).catch(() => null)) !== null) return ok(null)
  const made = await git.run({}, ['init', '--quiet', '--bare', '--template=', gitDir])
  if (!made.ok) return made
  const first = await recordChanges(git, tracked, { message: 'What was there' })
  return first.ok ? ok(null) : first
}
