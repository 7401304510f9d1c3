import { showCrash } from './crash.ts'
import { checkStore } from './first-run.ts'
import { showLoad } from './load.ts'
import { openProduct } from './product.ts'
import type { Leg } from './report.ts'
import { findWine, openWindows } from './windows.ts'
import { checkGit } from './windows-git.ts'
import { checkNames } from './windows-names.ts'
import { checkPrograms } from './windows-programs.ts'

export const windowsLeg: Leg = {
  name: 'windows',
  findObstacle: () => (findWine() === null ? 'Wine is not installed (wine, wine64)' : null),
  async run(checks) {
    const system = openWindows()
    const product = openProduct(system)
    try {
      await checks.check('system', async () => {
        const started = system.node([
          '-p',
          '[process.platform, process.arch, process.version, os.version()].join(" ")',
        ])
        await started.ended
        return `${started.stdout().trim()}; ${system.wine('--version').trim()}`
      })
      await checkStore(checks, system, product)
      await checkPrograms(checks, system, product)
      await checkGit(checks, system, product)
      await checkNames(checks, system, product)
      await checks.check('crash and recovery', () => showCrash(system, product, { node: ['node'] }))
      await checks.check('API under load', () => showLoad(system, product))
    } finally {
      system.close()
    }
  },
}
