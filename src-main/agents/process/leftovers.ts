import { realpathSync } from 'node:fs'
import type { Clock } from '../../base/clock.ts'
import type { Log } from '../../base/log.ts'
import { endLeftGroups } from './groups.ts'
import { houseOf, listMarked, reap } from './process-marker.ts'

interface Options {
  readonly dataDir: string
  readonly clock: Clock
  readonly log: Log
}

const reapMs = 5000
const pollMs = 20

/**
 * Ends programs that outlived an earlier process over this data folder. The caller holds the folder's lock, so none of
 * them belongs to a running Switchyard.
 */
export async function reapLeftovers({ dataDir, clock, log }: Options): Promise<void> {
  const wanted = { house: houseOf(realpathSync(dataDir)) }
  const ended = await endGroups(wanted.house, clock)
  if (ended > 0) log.warn({ ended }, 'ended control groups of an earlier Switchyard process')
  const found = listMarked(wanted)
  if (found.length === 0) return
  const left = await reap(wanted, { clock, forMs: reapMs })
  log.warn({ ended: found.length - left, left }, 'ended programs of an earlier Switchyard process')
}

/** Ended programs exist for a moment longer, so the pass repeats until their groups are removed. */
async function endGroups(house: string, clock: Clock): Promise<number> {
  const until = clock.now() + reapMs
  const ended = new Set<number>()
  for (;;) {
    const { programs, isOver } = endLeftGroups(house)
    for (const pid of programs) ended.add(pid)
    if (isOver || clock.now() >= until) return ended.size
    await clock.sleep(pollMs)
  }
}
