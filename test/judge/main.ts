import { existsSync } from 'node:fs'
import { arch, cpus, platform } from 'node:os'
import { join } from 'node:path'
import { matchingSchema, readCases, readRoster, sentenceSchema } from './cases.ts'
import { judgeDecisions, situationSchema } from './decisions.ts'
import { judgeMatching } from './matching.ts'
import { findSlowest, judgeSentences } from './sentences.ts'
import type { Tally } from './tally.ts'

/**
 * `npm run judge [-- FOLDER] [--misses]`: judges requests, matching and next steps on the cases
 * of a folder, and prints the goals by kind. Default: the development cases beside the repository, and the cases of
 * this folder. `--misses` lists each wrong answer.
 */
const args = process.argv.slice(2)
const isListed = args.includes('--misses')
const named = args.filter((each) => !each.startsWith('--'))
const folders =
  named.length > 0
    ? named
    : ['../../../shared/understanding', 'development', 'cases'].map((name) => join(import.meta.dirname, name))

function print(title: string, tally: Tally): void {
  console.log(title)
  for (const line of tally.lines()) console.log(line)
  if (isListed) for (const miss of tally.misses()) console.log(`    ${miss}`)
}

console.log(`Node ${process.version}, ${platform()} ${arch()}, ${cpus().length} cores`)
for (const folder of folders) {
  console.log(`\n${folder}`)
  if (!existsSync(folder)) {
    console.log('  skipped: no such folder')
    continue
  }
  const sentences = readCases(folder, 'sentences.jsonl', sentenceSchema)
  if (sentences === null) console.log('sentences: skipped, no file')
  else {
    print(`sentences (rules, ${sentences.length} cases)`, judgeSentences(sentences))
    const slowest = findSlowest(sentences)
    console.log(`  slowest: ${slowest.id}, ${slowest.ms.toFixed(0)} ms of 2000 ms`)
  }
  const [matching, roster] = [readCases(folder, 'matching.jsonl', matchingSchema), readRoster(folder)]
  if (matching === null || roster === null) console.log('matching: skipped, no file')
  else print(`matching (rules, ${matching.length} cases)`, judgeMatching(matching, roster))
  const situations = readCases(folder, 'decisions.jsonl', situationSchema)
  if (situations === null) console.log('next steps: skipped, no file')
  else print(`next steps (rules, ${situations.length} cases)`, judgeDecisions(situations))
}
