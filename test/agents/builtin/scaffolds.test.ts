import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { changeScaffold, ciScaffold } from '../../../src-main/agents/builtin/roles/document-scaffolds.ts'
import { noFacts, readFacts } from '../../../src-main/agents/builtin/roles/project-facts.ts'
import type { Brief } from '../../../src-main/agents/builtin/roles/scaffold.ts'
import {
  endpointScaffold,
  pageScaffold,
  scriptScaffold,
} from '../../../src-main/agents/builtin/roles/scaffolds.ts'
import { testScaffold } from '../../../src-main/agents/builtin/roles/test-scaffold.ts'
import type { Artifact } from '../../../src-shared/model/artifact.ts'

const briefWith = (fields: Partial<Brief> = {}): Brief => ({
  subject: 'hello world web app',
  goal: 'Build a hello world web app',
  made: [],
  facts: noFacts,
  files: [],
  ...fields,
})

function placed(files: readonly Artifact[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'switchyard-scaffold-'))
  for (const { name, text } of files) writeFileSync(join(folder, name), text)
  return folder
}

/** Files of a web app with special characters in its name, as three agents create them in order. */
function webApp(subject = 'shop "</script><b>" `x`'): Artifact[] {
  const server = endpointScaffold(briefWith({ subject })).files
  const page = pageScaffold(briefWith({ subject, made: server })).files
  return [...server, ...page, ...testScaffold(briefWith({ subject, made: [...server, ...page] })).files]
}

function start(folder: string, ...args: string[]) {
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => {
    child.kill()
  })
  return child
}

async function runTests(folder: string): Promise<{ code: unknown; said: string }> {
  const child = start(folder, '--test')
  let said = ''
  child.stdout.on('data', (chunk) => {
    said += String(chunk)
  })
  const [code] = await once(child, 'exit')
  return { code, said }
}

describe('the scaffold of a web app', () => {
  it('is a server that serves its page, and a page that calls the server', async () => {
    const folder = placed(webApp())
    const child = start(folder, 'server.mjs', '0')
    const [line] = await once(child.stdout, 'data')
    const origin = /^http:\/\/127\.0\.0\.1:\d+/.exec(String(line))?.[0]
    const page = await fetch(`${origin}/`)
    expect(page.headers.get('content-type')).toContain('text/html')
    const html = await page.text()
    const asked = /fetch\('(?<path>[^']+)'\)/.exec(html)?.groups?.path
    const answer = await fetch(`${origin}${asked}`)
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { message: 'Hello from shop "</script><b>" `x`!' },
    ])
    expect((await fetch(`${origin}/server.mjs`)).status).toBe(404)
    expect(html).toContain('Still missing:')
  })

  it('has tests that start the server on loopback and request both, and fail if either is missing', async () => {
    const files = webApp()
    expect(await runTests(placed(files))).toMatchObject({ code: 0 })
    const broken = files.map((file) => ({
      ...file,
      text:
        file.name === 'server.mjs' ? file.text.replace('response.end(page)', "response.end('')") : file.text,
    }))
    expect(await runTests(placed(broken))).toMatchObject({ code: 1 })
  })

  it('avoids file names of other deliverables', () => {
    const made = [...endpointScaffold(briefWith()).files, ...pageScaffold(briefWith()).files]
    const brief = briefWith({ subject: 'admin page', made })
    expect(pageScaffold(brief).files[0]?.name).toBe('admin-page.html')
    expect(endpointScaffold(brief).files[0]?.name).toBe('admin-page.mjs')
  })
})

describe('any scaffold', () => {
  const makes = [endpointScaffold, pageScaffold, scriptScaffold, changeScaffold, ciScaffold, testScaffold]
  it.each(makes.map((make) => [make.name, make] as const))(
    'lists its missing parts in its file: %s',
    (_, make) => {
      const { files, missing } = make(briefWith())
      for (const { text } of files) expect(text).toContain(`Still missing: ${missing}`)
    },
  )
})

describe('tests for files that do not exist yet', () => {
  it('run, and count as to do', async () => {
    const { files } = testScaffold(briefWith({ subject: 'parser', goal: 'Write tests' }))
    const { code, said } = await runTests(placed(files))
    expect(code).toBe(0)
    expect(said).toMatch(/todo 2/)
  })
})

describe('the facts from the files of a project', () => {
  const folder = (files: Record<string, string>) => ({
    state: 'read' as const,
    files: Object.entries(files).map(([path, text]) => ({ path, text, bytes: text.length })),
    leftOut: [],
  })

  it('are the name, the description and the test command', () => {
    const own = '{"name":"tea-shop","description":"Sells tea.","scripts":{"test":"vitest"}}'
    const readme = '# Tea\n\n![x](y)\n\nWe sell\ntea.\n'
    expect(readFacts(folder({ 'package.json': own, 'README.md': readme }))).toEqual({
      name: 'tea-shop',
      about: 'Sells tea.',
      testCommand: 'npm test',
    })
    expect(readFacts(folder({ 'README.md': readme }))).toEqual({
      name: 'Tea',
      about: 'We sell tea.',
      testCommand: null,
    })
  })

  it('are empty for broken or missing files', () => {
    expect(readFacts(folder({ 'package.json': '{"name":', 'sub/README.md': '# No' }))).toEqual(noFacts)
    expect(readFacts(folder({ 'package.json': '[1]' }))).toEqual(noFacts)
    expect(readFacts({ state: 'unset' })).toEqual(noFacts)
  })

  it('are used: a change names the matching lines, and a workflow runs the existing tests', () => {
    const files = [{ path: 'src/login.ts', text: '\nexport function login() {}\n', bytes: 28 }]
    const note = changeScaffold(briefWith({ subject: 'Fix the login bug', files }))
    expect(note.files[0]?.text).toContain('`src/login.ts:2` export function login() {}')
    expect(note.missing).toContain('No file of the project was changed')
    const facts = { ...noFacts, testCommand: 'npm test' }
    expect(ciScaffold(briefWith({ facts })).files[0]?.text).toContain('- run: npm test')
    expect(ciScaffold(briefWith()).files[0]?.text).toContain('exit 1')
  })
})
