import { buildIfStale } from '../../src-main/hosts/build.mjs'
import { legs } from './legs.ts'
import { createReport } from './report.ts'

/**
 * `npm run test:platforms [-- LEG…]`: tests the built app on other systems and browsers that run on this machine. A
 * leg without its program is skipped with a reason. Prints a table; the exit code is 1 after a failure.
 */
const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !legs.some((leg) => leg.name === name))
if (unknown.length > 0) {
  console.error(`Unknown leg: ${unknown.join(', ')}. Legs: ${legs.map(({ name }) => name).join(', ')}.`)
  process.exit(2)
}
if (!buildIfStale((line) => console.log(line))) process.exit(1)

const report = createReport()
// Sequential, because each leg starts its own processes.
for (const leg of legs) {
  if (wanted.length > 0 && !wanted.includes(leg.name)) continue
  const checks = report.begin(leg.name)
  const obstacle = leg.findObstacle()
  if (obstacle !== null) checks.skip('all', obstacle)
  else await leg.run(checks)
}
console.log(report.table())
process.exitCode = report.hasFailure() ? 1 : 0
