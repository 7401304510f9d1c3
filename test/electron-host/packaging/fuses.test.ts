import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { afterEach, describe, expect, it } from 'vitest'
import { makeStandInDist } from '../../../src-main/hosts/electron/packaging/electron-dist.ts'
import {
  fuseNames,
  listWrongFuses,
  setFuses,
  wantedFuses,
} from '../../../src-main/hosts/electron/packaging/fuses.ts'
import { type PackagePlatform, platforms } from '../../../src-main/hosts/electron/packaging/target.ts'

const made: string[] = []
afterEach(() => {
  for (const dir of made.splice(0)) rmSync(dir, { recursive: true, force: true })
})

const executables: Readonly<Record<PackagePlatform, string>> = {
  linux: 'electron',
  darwin: 'Electron.app',
  win32: 'electron.exe',
}

function standIn(platform: PackagePlatform, fuseCount = fuseNames.length): string {
  const dir = makeStandInDist({ platform, arch: 'x64' }, fuseCount)
  made.push(dir)
  return join(dir, executables[platform])
}

describe('the fuses of a packaged app', () => {
  it('are all fuses of @electron/fuses, each with its required state', () => {
    const known = Object.keys(FuseV1Options).filter((name) => Number.isNaN(Number(name)))
    expect(Object.keys(wantedFuses).sort()).toEqual(known.sort())
    expect(wantedFuses).toEqual({
      RunAsNode: false,
      EnableCookieEncryption: true,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      EnableEmbeddedAsarIntegrityValidation: true,
      OnlyLoadAppFromAsar: true,
      LoadBrowserProcessSpecificV8Snapshot: false,
      GrantFileProtocolExtraPrivileges: false,
      WasmTrapHandlers: true,
    })
  })

  it.each(platforms)('are set in the executable and read back from it: %s', async (platform) => {
    const electron = standIn(platform)
    expect(await listWrongFuses(electron)).not.toEqual([])
    await setFuses(electron)
    expect(await listWrongFuses(electron)).toEqual([])
    const wire = await getCurrentFuseWire(electron)
    expect(String.fromCharCode(...fuseNames.map((name) => Number(wire[FuseV1Options[name]])))).toBe(
      fuseNames.map((name) => (wantedFuses[name] ? '1' : '0')).join(''),
    )
  })

  it('are named if one has the wrong state', async () => {
    const electron = standIn('linux')
    const untouched = `${electron}-untouched`
    cpSync(electron, untouched)
    await setFuses(electron)
    expect(await listWrongFuses(untouched)).toContain(
      'EnableNodeCliInspectArguments is enable and should be disable',
    )
  })

  it('are refused if Electron has a fuse without a required state', async () => {
    await expect(setFuses(standIn('linux', fuseNames.length + 1))).rejects.toThrow(/fuse/i)
  })
})
