import { existsSync, readFileSync } from 'node:fs'
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

/** Anchors of the headings, as GitHub creates them. */
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
