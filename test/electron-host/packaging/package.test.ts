import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createPackage, getRawHeader } from '@electron/asar'
import { describe, expect, it, vi } from 'vitest'
import { planExtensions } from '#shared/plan-file/file-types.ts'
import { builderConfig } from '../../../src-main/hosts/electron/packaging/builder-config.ts'
import { inspectIntegrity, targetOfLibrary } from '../../../src-main/hosts/electron/packaging/inspect.ts'
import { packageAll } from '../../../src-main/hosts/electron/packaging/package.ts'
import { nameOf, pathsOf, platforms } from '../../../src-main/hosts/electron/packaging/target.ts'
import { createTempDir } from '../../support/engine.ts'

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')
const root = join(import.meta.dirname, '..', '..', '..')
const desktop = join(root, 'resources', 'desktop')

describe('the configuration of a package', () => {
  const configs = platforms.map((platform) =>
    builderConfig({
      root,
      target: { platform, arch: 'x64' },
      electronDist: '/electron',
      electronVersion: '45.4.1',
      updateUrl: null,
    }),
  )

  it('contains the file types of the open dialog, on each system', () => {
    const [config] = configs
    expect(config?.linux?.mimeTypes?.length).toBeGreaterThan(5)
    expect(config?.mac?.fileAssociations).toMatchObject([
      { ext: planExtensions.map((each) => each.slice(1)), rank: 'Alternate' },
    ])
    const installer = readFileSync(join(desktop, 'installer.nsh'), 'utf8')
    const named = [...installer.matchAll(/insertmacro \$\{MACRO\} "(.+)"/g)].map(([, type]) => type)
    expect(named).toEqual([...planExtensions])
  })

  it('names existing icons', () => {
    expect(existsSync(join(desktop, 'icon.icns'))).toBe(true)
    expect(existsSync(join(desktop, 'icon.ico'))).toBe(true)
    expect(readdirSync(join(desktop, 'icons'))).toContain('512x512.png')
  })

  it('has an update channel only with a configured address', () => {
    expect(configs.map(({ publish }) => publish)).toEqual([null, null, null])
    const target = { platform: 'linux', arch: 'x64' } as const
    const options = { root, target, electronDist: '/electron', electronVersion: '45.4.1' }
    const { publish } = builderConfig({ ...options, updateUrl: 'https://example.org/' })
    expect(publish).toEqual({ provider: 'generic', url: 'https://example.org/', channel: 'latest' })
  })
})

describe('native libraries', () => {
  it('are recognized by their content', () => {
    const prebuilds = join(root, 'node_modules', 'better-sqlite3', 'prebuilds')
    const found = readdirSync(prebuilds).map((name) => {
      const target = targetOfLibrary(readFileSync(join(prebuilds, name)))
      return [name.replace('linuxmusl', 'linux'), target && `${nameOf(target)}.node`]
    })
    expect(found.length).toBeGreaterThan(5)
    expect(found.map(([, target]) => target)).toEqual(found.map(([name]) => name))
  })

  it('of an unknown format match no system', () => {
    expect(targetOfLibrary(Buffer.from('#!/bin/sh'))).toBeNull()
    expect(targetOfLibrary(Buffer.alloc(200))).toBeNull()
  })
})

describe('the integrity of the archive', () => {
  it('is the hash of its header, as the package records it', async () => {
    const dir = createTempDir()
    const paths = pathsOf(dir, { platform: 'darwin' })
    const source = join(dir, 'source')
    mkdirSync(source)
    mkdirSync(paths.resources, { recursive: true })
    writeFileSync(join(source, 'main.js'), 'export {}')
    await createPackage(source, paths.asar)
    const record = (hash: string) =>
      writeFileSync(
        join(paths.electron, 'Contents', 'Info.plist'),
        `<key>Resources/app.asar</key><dict><key>algorithm</key><string>SHA256</string><key>hash</key><string>${hash}</string></dict>`,
      )
    const target = { platform: 'darwin', arch: 'x64' } as const
    record(hashOf(getRawHeader(paths.asar).headerString))
    expect(inspectIntegrity(paths, target).problems).toEqual([])
    record('0'.repeat(64))
    expect(inspectIntegrity(paths, target).problems).toEqual([expect.stringContaining('recorded is 0000')])
  })
})

describe('npm run package', () => {
  it.each([['--nonsense'], ['--arch=mips']])('replies to %s with its usage and exit code 2', async (arg) => {
    const said = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    expect(await packageAll([arg])).toBe(2)
    expect(said.mock.calls.join('')).toContain('npm run package -- [--dir]')
    said.mockRestore()
  })
})
