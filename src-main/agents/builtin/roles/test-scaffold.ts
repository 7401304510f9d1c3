import type { Artifact } from '#shared/model/artifact.ts'
import { slugOf } from './files.ts'
import { type Brief, inline, literal, type Scaffold, stillMissing } from './scaffold.ts'

/** Tests of earlier files, run by `node --test` in their folder. Without earlier files, the tests are placeholders. */
export function testScaffold({ subject, goal, made }: Brief): Scaffold {
  const tests = made.flatMap((file) => testOf(file, made) ?? [])
  const isEmpty = tests.length === 0
  const missing = isEmpty
    ? 'The tests themselves. No earlier task made files to test.'
    : 'Tests of the purpose of the files, which a person must define. These tests have not run.'
  const name = isEmpty ? `${slugOf(subject)}.test.mjs` : 'work.test.mjs'
  const text = isEmpty
    ? openTests({ subject, goal, missing })
    : `// Incomplete. Run these tests with: node --test
// ${stillMissing(missing)}
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'

${tests.join('\n')}`
  const many = tests.length === 1 ? '1 test' : `${tests.length} tests`
  return {
    files: [{ name, mediaType: 'text/javascript', text }],
    works: isEmpty
      ? 'The file runs and lists the tests to write.'
      : `The file has ${many} for ${made.map((each) => each.name).join(', ')}.`,
    missing,
  }
}

/** The tests of the request, one for each line. */
function openTests({ subject, goal, missing }: { subject: string; goal: string; missing: string }): string {
  const wanted = goal
    .split(/\r?\n/)
    .map(inline)
    .filter((line) => line !== '')
    .slice(1, 20)
  const lines = [`${subject}: accepts valid input`, `${subject}: rejects invalid input`, ...wanted]
  return `// Incomplete: a list of tests to write. Run it with: node --test
// ${stillMissing(missing)}
import { test } from 'node:test'

${lines.map((line) => `test.todo(${literal(line)})`).join('\n')}
`
}

/** Continues the test that requested the server's endpoint. */
const pageTest = `  const page = await at('/')
  assert.equal(page.status, 200)
  assert.match(await page.text(), /<title>[^<]+<\\/title>/)
`

function testOf({ name, text }: Artifact, made: readonly Artifact[]): string | null {
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
    return `test(${literal(`${name} returns JSON, and 404 for other paths`)}, async (t) => {
  const { createApp, path } = await import(${url})
  const app = createApp().listen(0, '127.0.0.1')
  t.after(() => app.close())
  await once(app, 'listening')
  const at = (where) => fetch(\`http://127.0.0.1:\${app.address().port}\${where}\`)
  assert.equal((await at(path)).status, 200)
  assert.equal(typeof (await (await at(path)).json()).message, 'string')
  assert.equal((await at('/nothing/here')).status, 404)
${text.includes('./index.html') && made.some((each) => each.name === 'index.html') ? pageTest : ''}})
`
  }
  if (name.endsWith('.mjs') && text.includes('export function main')) {
    return `test(${literal(`${name} prints its usage and rejects invalid arguments`)}, async () => {
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
