import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { generatePages } from './pages.ts'

/** Writes the generated reference pages and JSON schemas. `npm run docs` starts it. */
const root = join(import.meta.dirname, '../..')
for (const [path, text] of generatePages(root)) {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
  process.stdout.write(`${path}\n`)
}
