import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createBlobs } from '../../src-main/base/blobs.ts'
import { createTempDir } from '../support/engine.ts'

const bytes = new Uint8Array([0, 255, 1, 2])

describe('blobs', () => {
  it('store each content once under its hash, with access for the owner only', async () => {
    const folder = join(createTempDir(), 'blobs')
    const blobs = createBlobs(folder)
    const names = await Promise.all([blobs.put(bytes), blobs.put(bytes), blobs.put(new Uint8Array())])
    expect(names[0]).toBe(names[1])
    expect(readdirSync(folder).sort()).toEqual([...new Set(names)].sort())
    expect(await createBlobs(folder).read(names[0])).toEqual(Buffer.from(bytes))
    expect(statSync(join(folder, names[0])).mode & 0o777).toBe(0o600)
  })

  it('are missing under another name, and if their content does not match their hash', async () => {
    const folder = createTempDir()
    const blobs = createBlobs(folder)
    const name = await blobs.put(bytes)
    writeFileSync(join(folder, 'secret'), 'x')
    for (const other of ['', 'secret', `../${name}`, name.toUpperCase(), '0'.repeat(64)]) {
      expect(await blobs.read(other), other).toBeNull()
    }
    writeFileSync(join(folder, name), 'torn')
    expect(await blobs.read(name)).toBeNull()
    expect(await blobs.put(bytes)).toBe(name)
    expect(await blobs.read(name)).toEqual(Buffer.from(bytes))
  })

  it('leave no partial file after an error', async () => {
    const folder = createTempDir()
    const blobs = createBlobs(folder)
    const name = await createBlobs(createTempDir()).put(bytes)
    mkdirSync(join(folder, name, 'x'), { recursive: true })
    await expect(blobs.put(bytes)).rejects.toThrow()
    expect(readdirSync(folder)).toEqual([name])
  })

  it('are deleted when unreferenced, together with partial files of a crash, but not those written since the start', async () => {
    const folder = createTempDir()
    const old = createBlobs(folder)
    const [named, lost] = [await old.put(bytes), await old.put(new Uint8Array([1]))]
    for (const name of ['0193.new', 'not-ours.txt']) writeFileSync(join(folder, name), 'x')
    const blobs = createBlobs(folder)
    const fresh = [await blobs.put(new Uint8Array([2])), await blobs.put(new Uint8Array([3]))]
    expect(await blobs.sweep(new Set([named]))).toBe(2)
    expect(readdirSync(folder).sort()).toEqual([named, ...fresh, 'not-ours.txt'].sort())
    expect(await old.read(lost)).toBeNull()
    expect(await createBlobs(join(folder, 'none')).sweep(new Set())).toBe(0)
  })
})
