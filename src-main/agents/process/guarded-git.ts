import { readFileSync, realpathSync } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { orElse } from '#shared/or-else.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { isInside } from '../inside.ts'

/** Mounts that keep repositories of a writable folder from being changed, in the words of bubblewrap. */
type Mounts = string[]

/** A walk of so many entries takes about two seconds. */
const mostEntries = 500_000

/**
 * Every `.git` in a folder becomes read-only, with the directories that it leads to; an empty read-only folder takes the place
 * of a missing one at the top. The folders above each are mounts of their own, since a mount cannot be renamed: otherwise a
 * program could move a repository away and put its own in that place.
 *
 * The reason why not, where a `.git` is a symbolic link: no mount keeps a link from being replaced.
 */
export async function guardGit(folder: string): Promise<Result<Mounts, string>> {
  const found = await findGit(folder)
  if (!found.ok) return found
  const git = join(folder, '.git')
  const isMissing = (await lstat(git).catch(() => null)) === null
  const guarded = withoutNested(found.value.flatMap((path) => [path, ...targetsOf(folder, path)]))
  return ok([
    ...[...new Set(guarded.flatMap((path) => foldersAbove(folder, path)))]
      .toSorted((a, b) => a.length - b.length)
      .flatMap((each) => ['--bind', each, each]),
    ...guarded.flatMap((path) => ['--ro-bind', path, path]),
    ...(isMissing ? ['--tmpfs', git, '--remount-ro', git] : []),
  ])
}

/** Every `.git` in a folder; links to other folders are not followed. */
async function findGit(folder: string): Promise<Result<string[], string>> {
  const found: string[] = []
  const open = [folder]
  let entries = 0
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    // A folder that we cannot read is no repository that we would ever run git in.
    const here = await readdir(place, { withFileTypes: true }).catch(() => [])
    entries += here.length
    if (entries > mostEntries) return err(`the folder has more than ${mostEntries} entries to search`)
    for (const each of here) {
      const path = join(place, each.name)
      if (each.name !== '.git') {
        if (each.isDirectory()) open.push(path)
        continue
      }
      if (each.isSymbolicLink()) {
        return err(`${JSON.stringify(relative(folder, path))} is a symbolic link and can be replaced`)
      }
      found.push(path)
    }
  }
  return ok(found)
}

/** Git directories that a `.git` file names, its own and the shared one, where they are in the same folder. */
function targetsOf(folder: string, git: string): string[] {
  const target = realOf(pointerIn(git, 'gitdir: '))
  const common = target === null ? null : realOf(pointerIn(join(target, 'commondir'), ''))
  return [target, common].flatMap((each) =>
    each !== null && each !== folder && isInside(folder, each) ? [each] : [],
  )
}

/** A bind covers all that is in it. */
function withoutNested(paths: readonly string[]): string[] {
  const all = new Set(paths)
  return [...all].filter((path) => !ancestorsOf(path).some((each) => all.has(each)))
}

function ancestorsOf(path: string): string[] {
  const parent = dirname(path)
  return parent === path ? [] : [parent, ...ancestorsOf(parent)]
}

function foldersAbove(folder: string, path: string): string[] {
  const above: string[] = []
  for (let each = dirname(path); each !== folder && isInside(folder, each); each = dirname(each))
    above.push(each)
  return above
}

/** The path in a pointer file, from the folder of that file. */
function pointerIn(file: string, prefix: string): string {
  // No such file, a directory, or one that cannot be read leads nowhere.
  try {
    const text = readFileSync(file, 'utf8').trim()
    return text.startsWith(prefix) ? resolve(dirname(file), text.slice(prefix.length)) : ''
  } catch {
    return ''
  }
}

// A pointer that leads nowhere.
const realOf = (path: string): string | null => orElse(() => (path === '' ? null : realpathSync(path)), null)
