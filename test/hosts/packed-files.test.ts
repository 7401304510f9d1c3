import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSources } from '../architecture/layers.ts'

const root = join(import.meta.dirname, '../..')
/** Files of a build, including files that do not belong in a package: compiled code and benchmark jobs. */
const built = [
  ...['main/main.js', 'main/chunks/session-Ab12.js', 'preload/preload.cjs', 'node/hosts.cjs'],
  ...['main/licences.md', 'node/licences.md', 'renderer/licences.md'],
  ...['renderer/index.html', 'renderer/assets/index-Ab12.js', 'renderer/assets/inter-latin.woff2'],
  ...['node/hosts.cjs.0123456789abcdef.cache', 'bench/graph-ours.cjs'],
]

let folder: string
let packed: string[]
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-packed-'))
  const tops = ['src-main', 'src-shared', 'resources', 'test/support', 'test/hosts', 'docs/adr', '.ci']
  for (const each of [...tops, 'package.json', 'LICENSE', 'README.md', 'CHANGELOG.md', 'tsconfig.json'])
    cpSync(join(root, each), join(folder, each), { recursive: true })
  for (const each of built) {
    const path = join(folder, 'out', each)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, '')
  }
  const said = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    shell: process.platform === 'win32',
  })
  const [{ files }] = JSON.parse(said)
  packed = files.map(({ path }: { path: string }) => path).sort()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the package', () => {
  it('contains the bundles, the window, its resources, and the licenses', () => {
    for (const each of [
      ...built.slice(0, 10).map((name) => `out/${name}`),
      ...['LICENSE', 'README.md', 'CHANGELOG.md', 'package.json'],
      ...['resources/samples/onboarding.plan.json', 'resources/samples/onboarding/team-handbook.md'],
      ...['resources/roles/roles.agents.json', 'resources/templates/code-review.plan.json'],
      ...['resources/schemas/plan.schema.json', 'resources/schemas/agents.schema.json'],
      'src-main/store/migrations/0001.sql',
    ])
      expect(packed).toContain(each)
  })

  it('contains of the sources only the scripts that start the bundle, with their imports', () => {
    const scripts = packed.filter((path) => path.startsWith('src-') && !path.endsWith('.sql'))
    expect(scripts).toEqual(
      ['build.mjs', 'cli/switchyard.mjs', 'code-cache.mjs', 'load-hosts.mjs', 'with-node-24.mjs'].map(
        (name) => `src-main/hosts/${name}`,
      ),
    )
  })

  it('contains no test, no document, no compiled code and no benchmark bundle', () => {
    const expected =
      /^(?:out\/(?:main|preload|renderer)\/|out\/node\/(?:hosts\.cjs|licences\.md)$|resources\/|src-main\/|[^/]+$)/
    expect(packed.filter((path) => !expected.test(path))).toEqual([])
    expect(packed.filter((path) => /\.(?:ts|tsx|cache|map)$/.test(path))).toEqual([])
  })
})

describe('the dependencies of the package', () => {
  const { dependencies, optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

  it('are imported by the engine or its hosts, each of them', () => {
    const text = readSources(root)
      .filter(({ path }) => path.startsWith('src-main/'))
      .map((file) => file.text)
      .join('\n')
    const unused = Object.keys(dependencies).filter((name) => !text.includes(`'${name}`))
    expect(unused).toEqual([])
  })

  it('include no coding agent, no browser and no Electron', () => {
    const names = Object.keys({ ...dependencies, ...optionalDependencies })
    expect(names.filter((name) => /opencode|chromium|playwright|electron|vite/.test(name))).toEqual([])
    expect(Object.keys(optionalDependencies).every((name) => /^node-/.test(name))).toBe(true)
  })
})
