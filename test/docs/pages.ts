import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../support/cli.ts'

export interface Page {
  /** Relative to the repository root, with `/`. */
  readonly path: string
  readonly text: string
}

/** The README, the other guides in the root folder, and all pages of `docs`. */
export function readPages(): Page[] {
  const below = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
  const paths = [...readdirSync(root), ...below.map((name) => `docs/${name.replaceAll('\\', '/')}`)]
  return paths
    .filter((path) => path.endsWith('.md'))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}

export interface CodeBlock {
  readonly language: string
  readonly text: string
  /** Number of the example's first line in the page. */
  readonly line: number
}

export function listCodeBlocks({ text }: Page): CodeBlock[] {
  return [...text.matchAll(/^[ \t]*```(\w*)[^\n]*\n([\s\S]*?)^[ \t]*```$/gm)].map((match) => ({
    language: match[1] ?? '',
    text: match[2] ?? '',
    line: text.slice(0, match.index).split('\n').length + 1,
  }))
}
