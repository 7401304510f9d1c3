import { liveSeed } from './live-seed.ts'

const [from, n] = [Number(process.argv[2]), Number(process.argv[3])]
const kinds = new Map<string, number[]>()
for (let s = from; s < from + n; s++) {
  const { fault } = await liveSeed(s, { shrink: false })
  if (fault === null) continue
  const lines = fault.split('\n')
  const k = (lines[0] + ' | ' + lines[1])
    .replace(/run_[\d]+/g, 'R')
    .replace(/\b[tx]\d+/g, 'T')
    .replace(/seq \d+/g, 'S')
    .replace(/\d+/g, '#')
    .slice(0, 230)
  kinds.set(k, [...(kinds.get(k) ?? []), s])
}
for (const [k, s] of [...kinds].sort((a, b) => b[1].length - a[1].length))
  console.log(s.length, k, s.slice(0, 5).join(','))
