import { existsSync } from 'node:fs'
import { findQemu, openArm64 } from './arm64.ts'
import { showCrash } from './crash.ts'
import { checkStore } from './first-run.ts'
import { showLoad } from './load.ts'
import { showEnd, writeTree } from './process-tree.ts'
import { openProduct } from './product.ts'
import { versionOf } from './programs.ts'
import type { Leg } from './report.ts'

export const linuxArm64Leg: Leg = {
  name: 'linux-arm64',
  findObstacle() {
    const qemu = findQemu()
    if (qemu === null) return 'QEMU is not installed (qemu-user-static)'
    if (!existsSync('/usr/aarch64-linux-gnu/lib/ld-linux-aarch64.so.1'))
      return 'the libraries of arm64 are not installed (libc6-arm64-cross, libstdc++6-arm64-cross)'
    return null
  },
  async run(checks) {
    const system = openArm64()
    const product = openProduct(system)
    try {
      await checks.check('system', async () => {
        const qemu = versionOf(findQemu() ?? '', '--version')
        const started = system.node(['-p', 'process.platform + " " + process.arch + " " + process.version'])
        await started.ended
        return `${started.stdout().trim()}; ${qemu}`
      })
      await checkStore(checks, system, product)
      await checks.check('ending a tree of processes', async () => {
        const served = await product.serve({ dataDir: system.folder('data') })
        try {
          return await showEnd(served, writeTree(system, ['node']))
        } finally {
          await served.kill()
        }
      })
      await checks.check('crash and recovery', () => showCrash(system, product, { node: ['node'] }))
      await checks.check('API under load', () => showLoad(system, product))
    } finally {
      system.close()
    }
  },
}
