import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'

const loader = join(import.meta.dirname, '../../src-main/hosts/code-cache.mjs')
const isRoot = process.getuid?.() === 0

let dir: string
let bundle: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'switchyard-code-'))
  bundle = join(dir, 'bundle.cjs')
  writeFileSync(bundle, program('one'))
})

/** The same length for all words of three letters, so that only the content differs. */
const program = (word: string) =>
  `const { join } = require('node:path'); exports.say = () => { const part = () => '${word}'; return join('a', part()) }`

/** Loads the bundle in its own process. */
function load(): { said: string; stderr: string } {
  const script = `import { loadBundle } from ${JSON.stringify(loader)}
    const own = loadBundle(${JSON.stringify(bundle)})
    console.log(own.say())`
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  })
  return { said: stdout.trim(), stderr }
}

const caches = () => readdirSync(dir).filter((name) => name.endsWith('.cache'))
const onlyCache = () => {
  const [name = ''] = caches()
  return join(dir, name)
}

describe('a bundle with a compile cache', () => {
  test('uses compiled code from its second start on, with the same output', () => {
    expect(load().said).toBe('a/one')
    expect(caches()).toHaveLength(1)
    const before = readFileSync(onlyCache())
    expect(load()).toEqual({ said: 'a/one', stderr: '' })
    expect(readFileSync(onlyCache()).equals(before)).toBe(true)
  })

  test('never runs the code of another bundle of the same length', () => {
    load()
    writeFileSync(bundle, program('two'))
    expect(load().said).toBe('a/two')
    expect(caches()).toHaveLength(2)
  })

  test('ignores and replaces a damaged cache', () => {
    load()
    const whole = readFileSync(onlyCache())
    const damaged = Buffer.from(whole)
    damaged.fill(0x5a, whole.length >> 1)
    for (const bytes of [damaged, whole.subarray(0, 40), Buffer.alloc(0)]) {
      writeFileSync(onlyCache(), bytes)
      expect(load()).toEqual({ said: 'a/one', stderr: '' })
      expect(readFileSync(onlyCache()).length).toBe(whole.length)
    }
  })

  test.skipIf(isRoot)('works from a read-only folder', () => {
    chmodSync(dir, 0o500)
    expect(load()).toEqual({ said: 'a/one', stderr: '' })
    chmodSync(dir, 0o700)
    expect(caches()).toEqual([])
  })
})
