import { chmodSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createTempDir } from '../../support/engine.ts'
import { gitIn, writeIn } from './repository.ts'

/** A repository with one commit, inside another repository. */
export function embed(project: string, path: string): string {
  const folder = join(project, path)
  writeIn(folder, { '.gitattributes': '*.txt filter=evil diff=evil\n', 'x.txt': 'one\n' })
  gitIn(folder, 'init', '-q', '-b', 'main')
  gitIn(folder, 'add', '-A')
  gitIn(folder, 'commit', '-q', '-m', 'Embedded')
  return folder
}

/** Commits the embedded repositories as gitlinks. */
export function recordEmbedded(project: string, ...paths: string[]): void {
  gitIn(project, '-c', 'advice.addEmbeddedRepo=false', 'add', '--', ...paths)
  gitIn(project, 'commit', '-q', '-m', 'Embed')
}

const programs = [
  'core.fsmonitor',
  'diff.evil.command',
  'diff.evil.textconv',
  'diff.external',
  'filter.evil.clean',
  'filter.evil.smudge',
  'gpg.program',
]
const hooks = ['post-checkout', 'post-index-change', 'post-merge', 'pre-commit', 'reference-transaction']

/**
 * Configures programs in a repository that leave a proof outside the repository. From then on, git commands of the
 * test also run the programs.
 */
export function arm(folder: string, proofs = createTempDir()): string {
  const hooksFolder = createTempDir()
  for (const name of programs) gitIn(folder, 'config', name, `touch ${join(proofs, name)}; cat`)
  for (const name of hooks) {
    writeFileSync(join(hooksFolder, name), `#!/bin/sh\ntouch ${join(proofs, name)}\n`)
    chmodSync(join(hooksFolder, name), 0o755)
  }
  gitIn(folder, 'config', 'core.hooksPath', hooksFolder)
  touch(folder)
  return proofs
}

/** Same size, newer time: git must read and filter the file to detect a change. */
export function touch(folder: string): void {
  writeIn(folder, { 'x.txt': 'two\n' })
  const later = new Date(Date.now() + 60_000)
  utimesSync(join(folder, 'x.txt'), later, later)
}
