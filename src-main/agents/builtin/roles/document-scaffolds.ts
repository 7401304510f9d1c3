import { capitalised } from '#shared/text/capitalised.ts'
import type { ProjectFile } from '../../project-files.ts'
import { listQueryWords } from '../text/words.ts'
import { slugOf } from './files.ts'
import { describeFacts } from './project-facts.ts'
import { type Brief, freeName, inline, type Scaffold, stillMissing } from './scaffold.ts'

const markdown = 'text/markdown'

export function documentScaffold({ subject, goal, made, facts }: Brief): Scaffold {
  const name = freeName(`${slugOf(subject)}.md`, `${slugOf(subject)}-text.md`, made)
  const known = [`Request: "${inline(goal.split(/\r?\n/, 1)[0] ?? goal)}"`, ...describeFacts(facts)]
  const missing = 'The main part, and the answers to the open questions.'
  const text = `# ${capitalised(inline(subject))}

> Incomplete: an outline with the known facts. ${stillMissing(missing)}

## Purpose

${goal}

## Known facts

${listed(known)}

## Main part

To be written.

## Open questions

- Who are the readers, and what should they do after reading?
`
  return {
    files: [{ name, mediaType: markdown, text }],
    works: 'The outline has the purpose and the known facts.',
    missing,
  }
}

/** A note about a change to existing files: likely places, and how to verify the change. No file is changed. */
export function changeScaffold({ subject, goal, made, facts, files }: Brief): Scaffold {
  const slug = slugOf(subject)
  const name = freeName(`change-${slug}.md`, `change-${slug}-note.md`, made)
  const places = listPlaces(files, subject)
  const missing =
    files.length === 0
      ? 'The change itself. No project files were read.'
      : 'The change itself. No file of the project was changed.'
  const found = places.length > 0 ? places : ['No line of the project has words of the request.']
  const text = `# ${capitalised(inline(subject))}

> Incomplete: a note about a change that is not made yet. ${stillMissing(missing)}

## Request

${goal}

## Likely places

${listed(found)}

## Next steps

1. Write a check that fails now and passes after the change.
2. Make the change.
3. Run this check and all others${facts.testCommand === null ? '' : ` (${facts.testCommand})`}.
`
  const lines = places.length === 1 ? '1 line' : `${places.length} lines`
  return {
    files: [{ name, mediaType: markdown, text }],
    works: `The note lists ${lines} of the project with words of the request.`,
    missing,
  }
}

const maxPlaces = 20
const maxLine = 160

/** The lines that share the most words with a text, best first. */
function listPlaces(files: readonly ProjectFile[], wanted: string): string[] {
  const words = listQueryWords(wanted).filter((word) => word.length > 2)
  return files
    .flatMap(({ path, text }) =>
      text.split('\n').map((line, index) => {
        const lower = `${path} ${line}`.slice(0, 1000).toLowerCase()
        const hits = words.filter((word) => lower.includes(word)).length
        return {
          hits: line.trim() === '' ? 0 : hits,
          at: `\`${path}:${index + 1}\` ${inline(line).slice(0, maxLine)}`,
        }
      }),
    )
    .filter(({ hits }) => hits > 0)
    .toSorted((a, b) => b.hits - a.hits)
    .slice(0, maxPlaces)
    .map(({ at }) => at)
}

export function ciScaffold({ facts, made }: Brief): Scaffold {
  const name = freeName('ci.yml', 'ci-2.yml', made)
  const missing =
    facts.testCommand === null
      ? 'The test command. The workflow fails until you add the command, because no package.json has a test script.'
      : 'Its place in .github/workflows/ci.yml, and a first run on the server.'
  const run =
    facts.testCommand === null
      ? ['      - run: echo "Add the test command here" && exit 1']
      : ['      - run: npm ci', `      - run: ${facts.testCommand}`]
  const text = [
    '# Incomplete: a GitHub Actions workflow. Move this file to .github/workflows/ci.yml.',
    `# ${stillMissing(missing)}`,
    'name: CI',
    'on: [push, pull_request]',
    'jobs:',
    '  test:',
    '    runs-on: ubuntu-latest',
    '    steps:',
    '      - uses: actions/checkout@v4',
    '      - uses: actions/setup-node@v4',
    '        with:',
    '          node-version: 24',
    ...run,
    '',
  ].join('\n')
  return {
    files: [{ name, mediaType: 'text/yaml', text }],
    works: 'The workflow runs on every push and pull request.',
    missing,
  }
}

const listed = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n')
