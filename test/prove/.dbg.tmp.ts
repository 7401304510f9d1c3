import fc from 'fast-check'
import { life, live } from '../engine/random-life.ts'
let last: unknown
process.on('exit', (c) => { console.log('exit', c, JSON.stringify(last).slice(0, 3000)) })
const p = fc.asyncProperty(fc.noBias(life), async (l) => { last = l; await live(l); last = null })
const d = await fc.check(p, { seed: Number(process.argv[2]), numRuns: 1 })
console.log(String(d.errorInstance).slice(0, 500))
