import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { hasAction } from '../../docs/generate/cli-page.ts'
import { createCommands } from '../../docs/generate/pages.ts'
import { rosterSchema } from '../../src-shared/contract/agents.ts'
import { buildRequestSchema } from '../../src-shared/contract/compat/seed.ts'
import { checksSchema } from '../../src-shared/model/check.ts'
import { root } from '../support/cli.ts'
import { listCodeBlocks, readPages } from './pages.ts'

const blocks = readPages().flatMap((page) =>
  listCodeBlocks(page).map((block) => ({ ...block, at: `${page.path}:${block.line}` })),
)

describe('a command in the documentation', () => {
  const lines = blocks
    .filter(({ language }) => language === 'sh')
    .flatMap(({ at, text }) => commandLinesOf(text).map((line) => ({ at, line })))
  const scripts: Record<string, string> = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts

  it.each(lines.filter(({ line }) => /^(?:npx )?switchyard /.test(line)))(
    'has an existing name, arguments and options: $line ($at)',
    async ({ line }) => {
      const [, ...words] = wordsOf(line.replace(/^npx /, ''))
      await expect(parseOnly(words)).resolves.toBeUndefined()
    },
  )

  it.each(lines.filter(({ line }) => line.startsWith('npm run ')))(
    'names an existing script: $line ($at)',
    ({ line }) => expect(Object.keys(scripts)).toContain(line.split(/\s+/)[2]),
  )

  it('occurs on pages and in the README', () => {
    expect(lines.filter(({ line }) => /^(?:npx )?switchyard /.test(line)).length).toBeGreaterThan(50)
  })

  it('is refused with an unknown option, an unknown name and a missing argument', async () => {
    for (const words of [['run', 'a.json', '--simulated'], ['runn', 'a.json'], ['merge']])
      await expect(parseOnly(words)).rejects.toThrow()
  })
})

describe('JSON and YAML in the documentation', () => {
  const documents = blocks
    .filter(({ language }) => language === 'json' || language === 'yaml')
    .map(({ at, language, text }) => ({
      at,
      read: (): unknown => (language === 'json' ? JSON.parse(text) : parse(text)),
    }))

  it.each(documents)('is valid, and plans, agents and checks match their schemas ($at)', ({ read }) => {
    const value = read()
    const has = (name: string) => typeof value === 'object' && value !== null && name in value
    if (has('plan_id')) buildRequestSchema.parse(value)
    if (has('agents')) rosterSchema.parse(value)
    if (Array.isArray(value) && value.every((each) => Object(each).kind !== undefined))
      checksSchema.parse(value)
  })
})

/** Parses a command like the command line, without running the command. */
async function parseOnly(words: readonly string[]): Promise<void> {
  const program = createCommands(root)
  const silence = (command: CommandUnknownOpts): void => {
    command
      .exitOverride((error) => {
        throw error
      })
      .configureOutput({ writeOut: () => {}, writeErr: () => {} })
      .showHelpAfterError(false)
    if (hasAction(command)) command.action(() => {})
    for (const each of command.commands) silence(each)
  }
  silence(program)
  await program.parseAsync([...words], { from: 'user' })
}

/** Single commands. Joins continued lines, removes comments and redirections, and splits at `&&`, `;` and pipes. */
function commandLinesOf(text: string): string[] {
  return text
    .replace(/\\\n\s*/g, ' ')
    .split('\n')
    .flatMap((line) => line.replace(/(?:^|\s)#.*$/, '').split(/\s(?:&&|\|\|?)\s|;\s/))
    .map((line) => line.replace(/\s\d?>.*$/, '').trim())
    .map((line) => line.replace(/^(?:[A-Z_]+=\S*\s+)+/, ''))
    .filter((line) => line !== '')
}

/** Words of a shell line, without quotes. */
const wordsOf = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|'([^']*)'|\S+/g)].map((match) => match[1] ?? match[2] ?? match[0])
