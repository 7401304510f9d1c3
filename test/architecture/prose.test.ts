import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSources, rootDir } from './layers.ts'
import { listFindings, readMarkdown, readTexts, type TextKind } from './prose.ts'

/** Number of accepted findings from before these rules. The numbers may only decrease. */
const left: Record<TextKind, number> = {
  interface: 0,
  cli: 0,
  refusal: 0,
  docs: 0,
  comment: 0,
  identifier: 0,
}

const root = join(import.meta.dirname, '../..')
const pages = ['.', 'docs']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: folder !== '.', encoding: 'utf8' }).map((name) =>
      relative(root, join(root, folder, name))
        .split(sep)
        .join('/'),
    ),
  )
  // This page is generated from the texts of kind `cli`.
  .filter((path) => path.endsWith('.md') && path !== 'docs/reference/cli.md')
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))

describe('the texts of the product', () => {
  const findings = listFindings([...readSources(rootDir).flatMap(readTexts), ...pages.flatMap(readMarkdown)])

  for (const [kind, most] of Object.entries(left)) {
    it(`violate the rules of writing at most ${most} times in texts of kind ${kind}`, () => {
      const found = findings.filter((finding) => finding.kind === kind)
      const lines = found.map(({ rule, path, text }) => `${rule}: ${path}: ${text.slice(0, 100)}`)
      expect(lines.length, lines.slice(0, 40).join('\n')).toBeLessThanOrEqual(most)
    })
  }
})

describe('the rules of writing', () => {
  const rulesIn = (path: string, text: string) =>
    listFindings(path.endsWith('.md') ? readMarkdown({ path, text }) : readTexts({ path, text })).map(
      ({ kind, rule }) => `${kind} ${rule}`,
    )
  const long = Array.from({ length: 31 }, () => 'word').join(' ')

  it.each([
    ['src-shared/words/en/window/a.ts', "export const a = { b: 'What it is for' }", 'interface starter'],
    ['src-shared/words/en/window/a.ts', "export const a = { b: 'Mend the plan' }", 'interface banned'],
    ['src-shared/words/en/window/a.ts', `export const a = { b: '${long}' }`, 'interface length'],
    ['src-main/hosts/cli/a.ts', "program.description('Nobody is here.')", 'cli starter'],
    ['src-shared/words/en/refusals/a.ts', "const a = { message: 'What is over stays.' }", 'refusal starter'],
    ['src-shared/words/en/refusals/a.ts', 'const a = { message: `The plan is amiss.` }', 'refusal banned'],
    ['src-main/a.ts', '// Whoever reads this\n// knows it.\nconst a = 1', 'comment starter'],
    ['src-main/a.ts', '/** Read anew after a crash. */\nconst a = 1', 'comment banned'],
    ['src-main/a.ts', `/** The ${long}. */\nconst a = 1`, 'comment length'],
    ['src-main/a.ts', 'function sayTask() {}', 'identifier banned'],
    ['docs/a.md', 'One of two.\n\n- What is left.', 'docs starter'],
    ['docs/a.md', `| a | ${long} |`, 'docs length'],
  ])('find a violation in %s: %s', (path, text, wanted) => {
    expect(rulesIn(path, text)).toContain(wanted)
  })

  it.each([
    ['src-shared/words/en/window/a.ts', "export const a = { b: 'What should happen?' }"],
    ['src-main/a.ts', "const what = 'What is this'"],
    ['docs/a.md', '```sh\nWhat is run\n```\n\nThe command `say` prints a word.'],
  ])('accept other texts in %s: %s', (path, text) => {
    expect(rulesIn(path, text)).toEqual([])
  })
})
