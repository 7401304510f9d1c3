import { existsSync } from 'node:fs'
import { join, normalize, sep } from 'node:path'
import { appRoot } from '../app-root.ts'

const shipped = join(appRoot, 'resources')
const sampleFolders = ['samples', 'samples/simulations', 'samples/programs'].map((folder) =>
  join(shipped, folder),
)

/**
 * The path of a file in a command: in the working folder, else a sample by its name (`onboarding`). An installed
 * Switchyard also finds shipped files by their path in the documentation (`resources/samples/tasks.json`). The path as
 * typed when nothing matches.
 */
export function findInput(named: string): string {
  if (existsSync(named)) return named
  const candidates = /[\\/]/.test(named)
    ? [join(appRoot, named)].filter((path) => normalize(path).startsWith(shipped + sep))
    : sampleFolders.map((folder) => join(folder, `${named}.plan.json`))
  return candidates.find((path) => existsSync(path)) ?? named
}
