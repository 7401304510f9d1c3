import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { makeTempFolder } from '../../src-main/base/temp-folder.ts'
import { createTempDir } from '../support/engine.ts'

it.skipIf(process.platform === 'win32')(
  'a temporary folder is in the data folder if the system provides none',
  () => {
    const dataDir = createTempDir()
    vi.stubEnv('TMPDIR', join(dataDir, 'no-such-folder'))
    onTestFinished(() => void vi.unstubAllEnvs())
    const folder = makeTempFolder(dataDir)
    expect(dirname(folder)).toBe(dataDir)
    expect(readdirSync(folder)).toEqual([])
  },
)
