import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../support/cli.ts'
import { readPages } from './pages.ts'

/** Links and images that point to files of the repository, each with its page. */
const links = readPages().flatMap(({ path, text }) =>
  [...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => ({ path, target }))
    .filter(({ target }) => !/^[a-z]+:/.test(target)),
)

describe('a link in the documentation', () => {
  it.each(links)('from $path leads to an existing file and heading: $target', ({ path, target }) => {
    const [file = '', heading] = target.split('#')
    const full = file === '' ? join(root, path) : join(root, dirname(path), file)
    expect(existsSync(full), `${full} exists`).toBe(true)
    if (heading !== undefined) expect(headingsOf(full)).toContain(heading)
  })
})

/** Source files and folders that a page names in backticks, such as `src-main/store` or `engine/turn.ts`. */
const sources = readPages().flatMap(({ path, text }) =>
  [...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/`([\w./-]+)`/g)]
    .map(([, name = '']) => ({ path, name: name.replace(/\/$/, '') }))
    .filter(({ name }) => /^(?:src-|test\/|docs\/|resources\/)|\w\.(?:tsx?|mjs)$/.test(name))
    .filter(({ name }) => !name.includes('NNNN')),
)
const files = ['src-main', 'src-shared', 'src-renderer', 'test', 'docs', 'resources', '.'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: folder !== '.', encoding: 'utf8' }).map(
    (name) => `/${folder}/${name.replaceAll('\\', '/')}`,
  ),
)

describe('a source file in the documentation', () => {
  it.each(sources)('exists: $name ($path)', ({ name }) => {
    expect(files.some((file) => file.endsWith(`/${name}`) || file === `/./${name}`)).toBe(true)
  })
})

/** Anchors as GitHub makes them from headings. */
const headingsOf = (file: string): string[] =>
  [
    ...readFileSync(file, 'utf8')
      .replace(/^```[\s\S]*?^```/gm, '')
      .matchAll(/^#+ (.*)$/gm),
  ].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
