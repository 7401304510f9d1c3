import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeFault, fuzz } from './fuzz/campaign.ts'
import { breakPreference, serveForFuzz } from './fuzz/served.ts'
import { readOptions, sayVersions } from './options.ts'

/**
 * `npm run fuzz:api -- --requests N --seed S`: sends requests generated from the OpenAPI document, mostly mutated, to
 * a real server. The exit code is 1 if a response is a server error or undocumented, or if a list page fails.
 */
const options = readOptions({ requests: 100_000, seed: Date.now() % 1_000_000 })
const controlRequests = 2000

async function attack(requests: number, { isBroken }: { isBroken: boolean }) {
  const folder = mkdtempSync(join(tmpdir(), 'switchyard-fuzz-'))
  const served = await serveForFuzz(folder)
  try {
    if (isBroken) await breakPreference(served)
    const outcome = await fuzz({
      ...served,
      requests,
      seed: options.seed,
      ...(!isBroken && { onProgress: (done) => done % 10_000 === 0 && console.log(`  ${done} sent`) }),
    })
    return {
      outcome,
      isAlive: served.isAlive(),
      refs: served.logLinesOf(outcome.faults.map(({ answer }) => answer)),
    }
  } finally {
    await served.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

console.log(`fuzz:api: seed ${options.seed}, ${sayVersions()}`)
const begun = performance.now()
const { outcome, isAlive, refs } = await attack(options.requests, { isBroken: false })
const control = (await attack(controlRequests, { isBroken: true })).outcome

const seconds = Math.round((performance.now() - begun) / 1000)
const { sent, byStatus, accepted, operations, pages, faults } = outcome
const counts = [...byStatus].toSorted(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count}`)
console.log(`  ${sent} requests to ${operations} operations in ${seconds} s; ${accepted.size} accepted one`)
console.log(`  answers by status: ${counts.join(', ')}`)
console.log(`  ${pages} list pages opened after each 1,000`)
console.log(`  control: a stored preference that cannot be read gave ${control.faults.length} faults`)
const failures = [
  ...faults.map(describeFault),
  ...refs,
  ...(isAlive ? [] : ['the server ended']),
  ...(control.faults.some(({ what }) => what === 'a list page fails') ? [] : ['the control found nothing']),
  ...(accepted.size * 2 > operations ? [] : ['fewer than half of the operations accepted a request']),
]
if (failures.length === 0) console.log(`fuzz:api: 0 of ${sent} answers were faults`)
else {
  console.error(`fuzz:api failed, seed ${options.seed}\n${failures.join('\n')}`)
  process.exitCode = 1
}
