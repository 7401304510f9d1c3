import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** Folder of package.json, for a host that runs from source. */
export const appRoot = join(import.meta.dirname, '..', '..')

export const readVersion = (root: string): string =>
  z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))
    .version
