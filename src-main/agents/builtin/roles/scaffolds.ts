import type { Artifact } from '#shared/model/artifact.ts'
import { slugOf } from './files.ts'

/**
 * Beginnings that run as they are: a person or another agent goes on from them. Each says of itself that it is a scaffold,
 * and what is still missing.
 */
export interface Scaffold {
  readonly files: readonly Artifact[]
  /** What works. */
  readonly works: string
  /** What is not there. */
  readonly missing: string
}

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** A text as a JavaScript literal that no other text can end. */
const literal = (text: string): string => JSON.stringify(text).replaceAll('<', '\\u003c')

export function pageScaffold(subject: string): Scaffold {
  const title = escapeHtml(subject)
  const text = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${title}</title>
    <style>
      body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem; }
      button { font: inherit; padding: 0.5rem 1rem; }
    </style>
  </head>
  <body>
    <main>
      <h1>${title}</h1>
      <p id="answer" role="status">This page is a scaffold.</p>
      <button type="button" id="greet">Greet</button>
    </main>
    <script type="module">
      document.querySelector('#greet').addEventListener('click', () => {
        document.querySelector('#answer').textContent = ${literal(`Hello from ${subject}!`)}
      })
    </script>
  </body>
</html>
`
  return {
    files: [{ name: 'index.html', mediaType: 'text/html', text }],
    works: 'It opens in a browser, shows its title, and its button answers.',
    missing: 'What the page is for: its content, its look, and where its data come from.',
  }
}

export function endpointScaffold(subject: string): Scaffold {
  const path = `/${slugOf(subject)}`
  const text = `// A scaffold: one endpoint on this machine. Run it with: node server.mjs [port]
import { createServer } from 'node:http'
import { pathToFileURL } from 'node:url'

export const path = ${literal(path)}

export function createApp() {
  return createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const isKnown = request.method === 'GET' && pathname === path
    response.writeHead(isKnown ? 200 : 404, { 'content-type': 'application/json' })
    response.end(JSON.stringify(isKnown ? { message: ${literal(`Hello from ${subject}!`)} } : { error: 'Not found' }))
  })
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const app = createApp()
  app.listen(Number(process.argv[2] ?? 3000), '127.0.0.1', () => {
    console.log(\`http://127.0.0.1:\${app.address().port}\${path}\`)
  })
}
`
  return {
    files: [{ name: 'server.mjs', mediaType: 'text/javascript', text }],
    works: `It starts with "node server.mjs", and GET ${path} answers with JSON.`,
    missing: 'What the endpoint answers with, where that is kept, and who may ask.',
  }
}

export function scriptScaffold(subject: string): Scaffold {
  const name = `${slugOf(subject)}.mjs`
  const text = `// A scaffold: arguments, help and exit codes are there; the work is not. Run it with: node ${name} --help
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'

const usage = ${literal(`${subject}\n\nUsage: node ${name} <input>...\n\n  --help  show this`)}

function run(inputs, say) {
  for (const input of inputs) say(\`Nothing is done with \${input} yet.\`)
  return 0
}

/** The exit code: 0 done, 2 called wrongly. */
export function main(args, say = console.log) {
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { help: { type: 'boolean' } } })
    if (values.help) {
      say(usage)
      return 0
    }
    if (positionals.length > 0) return run(positionals, say)
  } catch (error) {
    say(error.message)
  }
  say(usage)
  return 2
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = main(process.argv.slice(2))
`
  return {
    files: [{ name, mediaType: 'text/javascript', text }],
    works: `"node ${name} --help" explains it, and a wrong call ends with 2.`,
    missing: 'What is done with the inputs.',
  }
}

export function documentScaffold(subject: string, goal: string): Scaffold {
  const name = `${slugOf(subject)}.md`
  const text = `# ${subject}

> A scaffold: an outline with what is known. Sections that say "To be written" wait for their text.

## What this is for

${goal}

## What is known

- It was asked for in these words: "${goal.split(/\r?\n/, 1)[0] ?? goal}"

## Main part

To be written.

## Open points

- Who reads it, and what should they do afterwards?
`
  return {
    files: [{ name, mediaType: 'text/markdown', text }],
    works: 'The outline stands, with the purpose filled in.',
    missing: 'The main part, and the answers to the open points.',
  }
}

/** Tests of what was made: they run with `node --test` in the folder of the files. */
export function testScaffold(made: readonly Artifact[]): Scaffold | null {
  const tests = made.flatMap(({ name, text }) => testOf(name, text) ?? [])
  if (tests.length === 0) return null
  const text = `// Run it with: node --test
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'

${tests.join('\n')}`
  return {
    files: [{ name: 'work.test.mjs', mediaType: 'text/javascript', text }],
    works: `It has ${tests.length === 1 ? 'one test' : `${tests.length} tests`}, for ${made.map(({ name }) => name).join(', ')}.`,
    missing: 'Tests of what the files are for, which only a person can say.',
  }
}

function testOf(name: string, text: string): string | null {
  const url = `new URL(${literal(`./${name}`)}, import.meta.url)`
  if (name.endsWith('.html')) {
    return `test(${literal(`${name} is a page with a title`)}, async () => {
  const page = await readFile(${url}, 'utf8')
  assert.match(page, /<!doctype html>/i)
  assert.match(page, /<title>[^<]+<\\/title>/)
})
`
  }
  if (name.endsWith('.md')) {
    return `test(${literal(`${name} has a title and sections`)}, async () => {
  const document = await readFile(${url}, 'utf8')
  assert.match(document, /^# \\S/m)
  assert.match(document, /^## \\S/m)
})
`
  }
  if (name.endsWith('.mjs') && text.includes('export function createApp')) {
    return `test(${literal(`${name} answers with JSON, and with 404 elsewhere`)}, async (t) => {
  const { createApp, path } = await import(${url})
  const app = createApp().listen(0, '127.0.0.1')
  t.after(() => app.close())
  await once(app, 'listening')
  const at = (where) => fetch(\`http://127.0.0.1:\${app.address().port}\${where}\`)
  assert.equal((await at(path)).status, 200)
  assert.equal(typeof (await (await at(path)).json()).message, 'string')
  assert.equal((await at('/nothing/here')).status, 404)
})
`
  }
  if (name.endsWith('.mjs') && text.includes('export function main')) {
    return `test(${literal(`${name} explains itself, and refuses a wrong call`)}, async () => {
  const { main } = await import(${url})
  const said = []
  assert.equal(main(['--help'], (line) => said.push(line)), 0)
  assert.match(said.join('\\n'), /Usage/)
  assert.equal(main([], () => {}), 2)
})
`
  }
  return null
}
