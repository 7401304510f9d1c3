import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Product } from './product.ts'
import { runSample } from './product.ts'
import { requireThat } from './report.ts'
import type { System } from './system.ts'

const [requests, atOnce] = [400, 8]

/** Sends a limited number of requests to our own server on loopback; some requests write. */
export async function showLoad(system: System, product: Product): Promise<string> {
  const dataDir = system.folder('data')
  await runSample(product, dataDir)
  const served = await product.serve({ dataDir })
  try {
    const count = async (): Promise<number> => (await served.call('GET', '/memory?limit=500')).length
    const before = await count()
    const times: number[] = []
    let next = 0
    const work = async () => {
      while (next < requests) {
        next += 1
        const start = performance.now()
        await ask(served.call, next)
        times.push(performance.now() - start)
      }
    }
    const start = performance.now()
    await Promise.all(Array.from({ length: atOnce }, work))
    const seconds = (performance.now() - start) / 1000
    const kept = (await count()) - before
    requireThat(kept === requests / 4, `${kept} of ${requests / 4} entries were kept`)
    times.sort((a, b) => a - b)
    const p95 = times[Math.floor(times.length * 0.95)] ?? 0
    const page = await fetch(`http://127.0.0.1:${portOf(dataDir)}/`)
    requireThat(
      page.ok && /<div id="root"|<script/.test(await page.text()),
      `the page answered ${page.status}`,
    )
    return `${requests} requests, ${atOnce} at once: all answered in ${seconds.toFixed(1)} s, p95 ${p95.toFixed(0)} ms`
  } finally {
    await served.kill()
  }
}

const portOf = (dataDir: string): number =>
  JSON.parse(readFileSync(join(dataDir, 'server.json'), 'utf8')).port

function ask(call: (method: string, path: string, body?: unknown) => Promise<unknown>, number: number) {
  if (number % 4 === 0) return call('POST', '/memory', { type: 'note', content: `note ${number}` })
  return call('GET', ['/runs', '/agents', '/settings'][number % 3] ?? '/runs')
}
