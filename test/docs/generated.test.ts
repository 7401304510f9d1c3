import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { generatePages } from '../../docs/generate/pages.ts'
import { root } from '../support/cli.ts'

describe('a generated page or schema', () => {
  it.each([...generatePages(root)])('is current: %s (`npm run docs` writes it)', (path, text) => {
    expect(readFileSync(join(root, path), 'utf8')).toBe(text)
  })
})
