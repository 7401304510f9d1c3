import type { ChangedFile, Changes } from '#shared/model/workspace.ts'
import type { Git, Place } from './git.ts'

/** Maximum bytes of a diff, which is stored with a result. */
const maxDiffBytes = 256 * 1024
const maxFiles = 1000

/** Ids of two trees or commits. */
export interface Between {
  readonly from: string
  readonly to: string
}

/**
 * Plumbing command, which ignores the settings of the repository; file names and contents are only printed. Trees are
 * compared without a checkout, so git does not enter embedded repositories, and gitlink changes are shown.
 */
export const plainDiff = [
  'diff-tree',
  '-r',
  '--no-renames',
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
  '--submodule=short',
  '--ignore-submodules=none',
]

export async function diffOf(
  git: Git,
  place: Place,
  { from, to }: Between,
  cutAt = maxDiffBytes,
): Promise<Changes> {
  const files = await listFiles(git, place, { from, to })
  const args = [...plainDiff, '-p', '--full-index', '--src-prefix=a/', '--dst-prefix=b/', from, to]
  const { stdout, total } = await git.run(place, args, { cutAt })
  const whole = total > stdout.length ? stdout.subarray(0, stdout.lastIndexOf('\n') + 1) : stdout
  return {
    diff: whole.toString('utf8'),
    diffBytes: total,
    diffBytesLeftOut: total - whole.length,
    files: files.slice(0, maxFiles),
    fileCount: files.length,
    notes: [],
  }
}

async function listFiles(git: Git, place: Place, { from, to }: Between): Promise<ChangedFile[]> {
  const listed = await git.run(place, [...plainDiff, '--raw', '--numstat', '-z', from, to])
  return filesOf(listed.stdout.toString('utf8'))
}

const statuses: Record<string, ChangedFile['status']> = { A: 'added', D: 'deleted', T: 'retyped' }

/**
 * Parses a record and a path for each file, then the counts. All end with NUL, since paths may contain any other
 * character.
 */
function filesOf(output: string): ChangedFile[] {
  const parts = output.split('\0')
  const files = new Map<string, ChangedFile>()
  for (let at = 0; at < parts.length; at += 1) {
    const part = parts[at] ?? ''
    const letter = /^:\d+ \d+ \w+ \w+ ([A-Z])/.exec(part)?.[1]
    if (letter !== undefined) {
      at += 1
      const path = parts[at] ?? ''
      files.set(path, { path, status: statuses[letter] ?? 'modified', added: null, removed: null })
      continue
    }
    const [, added = '', removed = '', path = ''] = /^(\d+|-)\t(\d+|-)\t(.*)$/s.exec(part) ?? []
    const file = files.get(path)
    if (file !== undefined) files.set(path, { ...file, added: countOf(added), removed: countOf(removed) })
  }
  return [...files.values()]
}

const countOf = (text: string): number | null => (text === '-' ? null : Number(text))
