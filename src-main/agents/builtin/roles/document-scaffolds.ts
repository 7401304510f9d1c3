import { capitalised } from '#shared/text/capitalised.ts'
import type { ProjectFile } from '../../project-files.ts'
import { listQueryWords } from '../text/words.ts'
import { slugOf } from './files.ts'
import { describeFacts } from './project-facts.ts'
import { type Brief, freeName, inline, type Scaffold } from './scaffold.ts'

const markdown = 'text/markdown'

export function documentScaffold({ subject, goal, made, facts }: Brief): Scaffold {
  const name = freeName(`${slugOf(subject)}.md`, `${slugOf(subject)}-text.md`, made)
  const known = [
    `It was asked for in these words: "${inline(goal.split(/\r?\n/, 1)[0] ?? goal)}"`,
    ...describeFacts(facts),
  ]
  const missing = 'The main part, and the answers to the open points.'
  const text = `# ${capitalised(inline(subject))}

> A scaffold: an outline with what is known. Still missing: ${missing}

## What this is for

${goal}

## What is known

${listed(known)}

## Main part

To be written.

## Open points

- Who reads it, and what should they do afterwards?
`
  return {
    files: [{ name, mediaType: markdown, text }],
    works: 'The outline stands, with the purpose filled in.',
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
      ? 'The change itself, and where the files are that it is about: no project folder with files was given.'
      : 'The change itself: no file of the project was touched.'
  const found =
    places.length > 0 ? places : ['No line of the files that are there has its words; say where to look.']
  const text = `# ${capitalised(inline(subject))}

> A scaffold: a note on a change that was not made. Still missing: ${missing}

## What was asked for

${goal}

## Where it may belong

${listed(found)}

## How to go on

1. Write a check that fails today and passes once it is made.
2. Make the change.
3. Run that check and all others${facts.testCommand === null ? '' : ` (${facts.testCommand})`}.
`
  const lines = places.length === 1 ? '1 line' : `${places.length} lines`
  return {
    files: [{ name, mediaType: markdown, text }],
    works: `It names ${lines} of the project's files that have words of what was asked for.`,
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
      ? 'What is to be run: no package.json with a test script was found, so that it fails until that is filled in.'
      : 'Its place, .github/workflows/ci.yml, and a first run on the server.'
  const run =
    facts.testCommand === null
      ? ['      - run: echo "No test command is known yet" && exit 1']
      : ['      - run: npm ci', `      - run: ${facts.testCommand}`]
  const text = [
    '# A scaffold of a GitHub Actions workflow. It belongs in .github/workflows/ci.yml.',
    `# Still missing: ${missing}`,
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
    works: 'It is a workflow that runs on every push and pull request.',
    missing,
  }
}

const listed = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n')
