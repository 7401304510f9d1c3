import { existsSync } from 'node:fs'
import { join, normalize, sep } from 'node:path'
import { appRoot } from '../app-root.ts'

const shipped = join(appRoot, 'resources')
const sampleFolders = ['samples', 'samples/simulations', 'samples/programs'].map((folder) =>
  join(shipped, folder),
)

/**
 * Resolves a file named in a command: first in the working folder, then as a sample name (`onboarding`). Shipped files
 * are also found by their path in the documentation (`resources/samples/tasks.json`). Returns the path as typed if
 * nothing matches.
 */
export function findInput(named: string): string {
  if (existsSync(named)) return named
  const candidates = /[\\/]/.test(named)
    ? [join(appRoot, named)].filter((path) => normalize(path).startsWith(shipped + sep))
    : sampleFolders.map((folder) => join(folder, `${named}.plan.json`))
  return candidates.find((path) => existsSync(path)) ?? named
}
