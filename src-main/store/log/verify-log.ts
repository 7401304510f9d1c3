import type { NotedHead } from '#shared/contract/audit.ts'
import { words } from '#shared/words/words.ts'
import type { AuditStore, LogEntry, LogHead, RecordedCompaction } from './audit.ts'
import {
  type ChainLink,
  chainStart,
  digestNext,
  digestStart,
  hashCompaction,
  hashEntry,
  sha256Of,
} from './chain.ts'
import type { HeadNote } from './head-file.ts'

const problems = words.logProblems

export interface Finding {
  readonly seq: number
  /** Description of the problem for people. */
  readonly problem: string
}

export interface Verdict {
  readonly ok: boolean
  /** Number of checked entries: all, or those up to the first invalid one. */
  readonly entries: number
  /** The newest valid entry. A copy stored elsewhere later proves the state of the log at this time. */
  readonly head: ChainLink
  readonly firstBad: Finding | null
}

export interface VerifyOptions {
  /** A snapshot, so that the entries do not change during the check. */
  readonly audit: AuditStore
  /** Notes of the log's head in files beside the database. */
  readonly notes: readonly HeadNote[]
  /** Yields the processor to other work; called every `stretch` entries. */
  readonly breathe: (checked: number) => Promise<void>
}

const stretch = 200

/** Verifies the entire log and reports the first difference from what was written. */
export async function verifyLog({ audit, notes, breathe }: VerifyOptions): Promise<Verdict> {
  const check = createChainCheck({ from: chainStart, notes, compactions: audit.listCompactions() })
  let entries = 0
  for (const entry of audit.entries()) {
    entries += 1
    const problem = check.next(entry)
    if (problem !== null) return { ok: false, entries, head: check.head(), firstBad: problem }
    if (entries % stretch === 0) await breathe(entries)
  }
  const firstBad = check.end(audit.readHead())
  return { ok: firstBad === null, entries, head: check.head(), firstBad }
}

interface CheckOptions {
  /** Link of the entry that precedes the first one to check. */
  readonly from: ChainLink
  readonly notes: readonly HeadNote[]
  readonly compactions: readonly RecordedCompaction[]
}

interface Digest {
  readonly record: RecordedCompaction
  digest: string
  count: number
  first: number
}

function createChainCheck({ from, notes, compactions }: CheckOptions) {
  let head = from
  const digests = new Map(
    compactions.map((record): [number, Digest] => [
      record.id,
      { record, digest: digestStart, count: 0, first: 0 },
    ]),
  )
  const noted = new Map(notes.flatMap((note) => (note.head === null ? [] : [[note.head.seq, note]])))

  function next(entry: LogEntry): Finding | null {
    const { seq } = entry
    const found = findGap(head, seq) ?? findFault(head, entry) ?? addToDigest(entry)
    if (found !== null) return found
    head = { seq, hash: entry.hash ?? '' }
    const note = noted.get(seq)
    if (note?.head == null || note.head.hash === entry.hash) return null
    return { seq, problem: problems.differsFromNote(seq, note.file, timeOf(note.head)) }
  }

  /**
   * The digest of a compaction verifies the current body of a compacted entry; the chain covers only the original
   * body.
   */
  function addToDigest({ seq, body, compaction }: LogEntry): Finding | null {
    if (compaction === null) return null
    const of = digests.get(compaction)
    if (of === undefined) return { seq, problem: problems.unknownCompaction(seq) }
    of.digest = digestNext(of.digest, seq, sha256Of(body))
    of.count += 1
    if (of.count === 1) of.first = seq
    return null
  }

  function end(recorded: LogHead | null): Finding | null {
    return (
      findWrongCompaction([...digests.values()], recorded) ??
      findWrongEnd(head, recorded) ??
      findUnmetNote(head, notes)
    )
  }

  return { next, end, head: () => head }
}

function findGap(head: ChainLink, seq: number): Finding | null {
  if (seq === head.seq + 1) return null
  if (seq < 1) return { seq, problem: problems.beforeFirst(seq) }
  const expected = head.seq + 1
  return { seq: expected, problem: problems.missing(expected, seq) }
}

function findFault(before: ChainLink, entry: LogEntry): Finding | null {
  const { seq, hash, bodyHash, compaction } = entry
  if (hash === null) return { seq, problem: problems.noHash(seq) }
  if (!entry.isText) return { seq, problem: problems.notText(seq) }
  const isHalf = (bodyHash === null) !== (compaction === null)
  if (!isHalf && hash === hashEntry(before.hash, entry, bodyHash ?? sha256Of(entry.body))) return null
  return { seq, problem: problems.changed(seq, entry.type) }
}

function findWrongCompaction(digests: readonly Digest[], recorded: LogHead | null): Finding | null {
  let before = chainStart.hash
  let id = 0
  for (const { record, digest, count, first } of digests) {
    id += 1
    const isRight = record.id === id && record.hash === hashCompaction(before, record)
    if (!isRight) return { seq: first, problem: problems.compactionChanged(id) }
    if (record.digest !== digest || record.events !== count) {
      return { seq: first, problem: problems.compactedEntryChanged(id, first) }
    }
    before = record.hash
  }
  const isLast = recorded === null || recorded.compactionHash === before
  return isLast ? null : { seq: recorded.seq, problem: problems.newestCompactionMissing }
}

/** Null if the log ends where its last transaction recorded. */
function findWrongEnd(head: ChainLink, recorded: LogHead | null): Finding | null {
  if (recorded === null) return { seq: head.seq, problem: problems.headMissing }
  const { seq } = recorded
  if (seq > head.seq) {
    return { seq: head.seq + 1, problem: problems.endsBeforeHead(head.seq, seq) }
  }
  if (seq < head.seq) {
    return { seq: seq + 1, problem: problems.endsAfterHead(seq) }
  }
  if (recorded.hash === head.hash) return null
  return { seq, problem: problems.differsFromHead(seq) }
}

function findUnmetNote(head: ChainLink, notes: readonly HeadNote[]): Finding | null {
  for (const note of notes) {
    if (note.head === null) return { seq: head.seq, problem: problems.noteDamaged(note.file) }
    if (note.head.seq <= head.seq) continue
    const problem = problems.endsBeforeNote(head.seq, note.head.seq, note.file, timeOf(note.head))
    return { seq: head.seq + 1, problem }
  }
  return null
}

const timeOf = ({ at }: NotedHead): string => new Date(at).toISOString()

const tailLength = 1000

/**
 * `end`: continuing would overwrite the evidence of a loss. `entry`: the problem stays in the log and remains visible.
 */
export interface TailFindings {
  readonly end: Finding | null
  readonly entry: Finding | null
}

/** The fast check for every start: the newest entries, and whether the log ends where it should. */
export function checkTail(audit: AuditStore): TailFindings {
  const tail = audit.listNewestEntries(tailLength)
  const [first] = tail
  const recorded = audit.readHead()
  if (first === undefined) return { end: findWrongEnd(chainStart, recorded), entry: null }
  const before = audit.findHash(first.seq - 1)
  const from = { seq: first.seq - 1, hash: before ?? chainStart.hash }
  const check = createChainCheck({ from, notes: [], compactions: audit.listCompactions() })
  let entry: Finding | null = null
  for (const each of tail) entry ??= check.next(each)
  const last = tail.at(-1) ?? first
  return { end: findWrongEnd({ seq: last.seq, hash: last.hash ?? '' }, recorded), entry }
}
