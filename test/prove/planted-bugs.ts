/**
 * Known bugs of workflow engines, each as a change of our source. A prover that does not detect them proves nothing.
 */
export interface PlantedBug {
  readonly name: string
  readonly file: string
  /** Existing text and its replacement, for all occurrences in the file. */
  readonly changes: readonly (readonly [from: string, to: string])[]
}

const rules = 'src-main/engine/rules'

export const plantedBugs: readonly PlantedBug[] = [
  {
    name: 'synchronous NORMAL: a power cut loses what was acknowledged',
    file: 'src-main/store/db/open.ts',
    changes: [
      ["db.pragma('synchronous = FULL')", "db.pragma('synchronous = NORMAL')"],
      ['synchronous: 2,', 'synchronous: 1,'],
    ],
  },
  {
    name: 'acknowledged before it is committed',
    file: 'src-main/engine/engine.ts',
    changes: [
      [
        'function runBatch(batch: readonly Waiting[]): void {',
        `function runBatch(batch: readonly Waiting[]): void {
    const value = { runId: null, build: null, planIds: [], attemptId: null }
    for (const { resolve } of batch) resolve({ ok: true, value })
    clock.defer(() => runLater(batch))
  }

  function runLater(batch: readonly Waiting[]): void {`,
      ],
    ],
  },
  {
    name: 'no check of the fencing token',
    file: `${rules}/attempts.ts`,
    changes: [['live?.id === id &&\n    live.status', 'live != null &&\n    live.status']],
  },
  {
    name: 'a dependency means OR',
    file: 'src-main/engine/projections/tasks.ts',
    changes: [['task.unmet -= 1', 'task.unmet = 0']],
  },
  {
    name: 'the budget is checked against what is spent, not against what is held',
    file: 'src-main/governance/budget.ts',
    changes: [['capMinor - usedOf(account)', 'capMinor - account.settledMinor']],
  },
  {
    name: 'an expiry approves',
    file: `${rules}/approvals.ts`,
    changes: [
      [
        'if (escalateTo === null) return expire(rule, posted)',
        `if (escalateTo === null) {
      rule.emit({ type: 'approval.closed', ...aboutOf(posted), how: 'expired' })
      return approval.kind === 'task_gate' ? passGate(rule, run, task) : undefined
    }`,
      ],
    ],
  },
  {
    name: 'one voice is enough for a quorum of two',
    file: `${rules}/approvals.ts`,
    changes: [['approval.votes.length + 1 < approval.quorum', 'approval.votes.length < 0']],
  },
  {
    name: 'an answer to what was shown before is taken',
    file: `${rules}/approvals.ts`,
    changes: [['if (hash !== approval.hash) {', "if (hash === '') {"]],
  },
  {
    name: 'a terminal status is written twice',
    file: `${rules}/tasks.ts`,
    changes: [
      [
        'if (!isOpen(task) || task.live !== null) continue',
        "if ((!isOpen(task) && task.status !== 'done') || task.live !== null) continue",
      ],
    ],
  },
  {
    name: 'what was in flight is not recovered',
    file: `${rules}/recovery.ts`,
    changes: [['if (task.live !== null) recoverAttempt', 'if (task.live === undefined) recoverAttempt']],
  },
  {
    name: 'what must not happen twice runs again after a crash',
    file: `${rules}/recovery.ts`,
    changes: [["effectClass === 'once' || isPoison ?", 'isPoison ?']],
  },
  {
    name: 'a retry is forgotten by a restart',
    file: 'src-main/engine/tables.ts',
    changes: [
      ['if (task.notBefore !== null) state.timers.add', 'if (task.notBefore === 0) state.timers.add'],
    ],
  },
  {
    name: 'a lease does not end',
    file: `${rules}/decide.ts`,
    changes: [
      [
        "if (attempt?.status !== 'running' || attempt.leaseUntil === null) return",
        "if (attempt?.status !== 'stopping' || attempt.leaseUntil === null) return",
      ],
    ],
  },
  {
    name: 'receipts are not kept',
    file: 'src-main/engine/turn.ts',
    changes: [['if (outcome.ok) store.receipts.add', "if (outcome.ok && id === '') store.receipts.add"]],
  },
]

/** Second change that a bug needs to take effect: a transition that the table forbids. */
export const alsoChanged: Readonly<Record<string, PlantedBug>> = {
  'a terminal status is written twice': {
    name: '',
    file: 'src-main/engine/transitions.ts',
    changes: [['  done: [],\n  failed: [],\n  skipped', "  done: ['cancelled'],\n  failed: [],\n  skipped"]],
  },
}
