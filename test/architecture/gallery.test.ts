import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { rootDir } from './layers.ts'

const renderer = join(rootDir, 'src-renderer')
/** Folder of the components for screens. */
const folder = 'ui'
const gallery = 'features/gallery'
/** Renders its children, or a note if they fail, so it needs no gallery entry. */
const withoutLook = ['ui/panel-boundary.tsx']

/** Static and lazy imports of a file, as paths in the renderer. */
function importsOf(path: string): string[] {
  const text = readFileSync(join(renderer, path), 'utf8')
  return [...text.matchAll(/(?:from|import\()\s*'(?<to>\.{1,2}\/[^']+\.tsx)'/g)].map(({ groups }) =>
    join(dirname(path), groups?.to ?? '').replaceAll('\\', '/'),
  )
}

it('the gallery shows every component of the screens', () => {
  const isPart = (path: string) => path.startsWith(`${folder}/`)
  const seen = new Set<string>()
  const visit = (path: string): void => {
    if (seen.has(path)) return
    seen.add(path)
    for (const next of importsOf(path)) if (isPart(next) || next.startsWith(`${gallery}/`)) visit(next)
  }
  visit(`${gallery}/gallery-page.tsx`)
  const parts = readdirSync(join(renderer, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.tsx'))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
  expect(parts.length).toBeGreaterThan(30)
  expect(parts.filter((part) => !seen.has(part)).toSorted()).toEqual(withoutLook)
})
