/** Texts of commands for people. Typed commands in a text are the same in every language. */
export const cli = {
  agents: {
    load: (running: number, capacity: number) => `${running} of ${capacity}`,
    added: 'added',
    usable: 'can be used',
    noneFound: 'No supported coding agent found on PATH.',
    lookedFor: (names: string) => `Looked for: ${names}`,
    searchedPath: (folders: string) => `PATH: ${folders || '(empty)'}`,
    searchedAppPath: (folders: string) => `PATH of the running app: ${folders || '(empty)'}`,
    replaced: 'replaced',
    skillFrom: (where: string, text: string) => `from ${where}: ${text}`,
    nothingSaved: (count: number) => `${count} ${count === 1 ? 'agent' : 'agents'}; nothing was saved.`,
    imported: (count: number) => `${count} ${count === 1 ? 'agent' : 'agents'} imported.`,
    moreWarnings: (count: number) => `And ${count} more; --json shows all.`,
    run: (id: string) => `Run ${id}`,
    enabled: (id: string) => `Enabled ${id}.`,
    disabled: (id: string) => `Disabled ${id}.`,
  },
  approvals: {
    none: 'No approval waits for you.',
    runFinished: 'The run is finished.',
    followRun: (id: string) => `Follow the run: npx switchyard resume ${id}`,
    answered: (answer: string, next: string) => `Answered with ${answer}. ${next}`,
    approvedBy: (votes: number, quorum: number, people: string) =>
      `${votes} of ${quorum} approved: ${people}. The task waits for the others.`,
    delegated: (person: string) => `Delegated to ${person}.`,
    assignedTo: (person: string) => `for ${person}`,
    votes: (votes: number, quorum: number) => `${votes} of ${quorum} approved`,
    asksFor: (fields: string) => `asks for ${fields}`,
    expiresThenRejected: (time: string) => `expires ${time}, then rejected`,
    expiresThenDelegated: (time: string, person: string) => `expires ${time}, then delegated to ${person}`,
    hash: (hash: string) => `hash ${hash}`,
    starts: (command: string) => `Starts: ${command}`,
    files: (names: string) => `Files: ${names}`,
    budget: (cap: string, spent: string, reserved: string | null) =>
      `Budget ${cap}: ${spent} spent${reserved === null ? '' : `, ${reserved} reserved`}.`,
    increase: (needed: string, suggested: string) => `Minimum increase ${needed}, suggested ${suggested}.`,
    approveStarts: (keys: string) => `starts ${keys}; `,
    approveCosts: (cost: string, unknown: number) =>
      `; costs ${cost}${unknown === 0 ? '' : `, ${unknown} unknown`}`,
    noDependents: 'no dependent tasks',
    dependents: (count: number) => `${count} ${count === 1 ? 'task' : 'tasks'} in total`,
    approve: (effect: string) => `approve: ${effect}`,
    reject: (count: number) =>
      `reject: skips ${count === 0 ? 'no tasks' : count === 1 ? '1 task' : `${count} tasks`}`,
  },
  audit: {
    damaged: (seq: number, problem: string) => `Damaged at entry ${seq}. ${problem}`,
    validUpTo: (seq: number, entries: number) => `Valid up to entry ${seq}; checked ${entries} entries.`,
    valid: (entries: number) => `Valid: ${entries} entries.`,
    head: (seq: number, hash: string) => `Head ${seq} ${hash}`,
    storeHead: 'Store this line outside the data folder: a rewritten log has a different head.',
    equal: (events: number, rows: number) => `Equal: ${events} events produce the same ${rows} rows.`,
    different: (table: string) => `Different. First difference in table ${table}:`,
    stored: (row: string | null) => `stored    ${row ?? '(no row)'}`,
    replayed: (row: string | null) => `replayed  ${row ?? '(no row)'}`,
    compactedRun: (id: string, events: number, lines: number, bytes: number) =>
      `${id}  ${events} events shortened, ${lines} log lines removed, ${bytes} bytes`,
    nothingToRemove: 'Nothing to remove.',
    wouldCompact: (runs: number) => `Compacting affects ${runs} runs. Nothing is changed yet.`,
    compacted: (runs: number) => `${runs} runs compacted. The file keeps its size and reuses the space.`,
    filesRemoved: (files: number) => `Removed ${files} unused files.`,
  },
  explain: {
    noRuns: 'No runs yet. Start one: npx switchyard run <plan>',
    running: 'Running',
    waiting: 'Waiting',
    more: (count: number) => `and ${count} more`,
    actions: 'Actions, most effective first',
  },
  exitCodes: {
    internalHint: 'This is an internal error. SWITCHYARD_LOG=debug shows more. All accepted work is saved.',
  },
  files: {
    noneHandedOver: 'The run handed over no files.',
    none: 'The run produced no files.',
    inWorkspace: (runId: string) =>
      `The changes stay in the workspace of the run: workspaces/${runId} in the data folder.`,
    merge: (runId: string) => `Merge a worktree into its project: npx switchyard merge ${runId}`,
    made: (names: string, runId: string) =>
      `Files: ${names}. Copy: npx switchyard files ${runId} --out <folder>`,
    exists: (path: string) => `${path} already exists and was kept.`,
    wrote: (path: string) => `Wrote ${path}`,
  },
  goal: {
    run: (id: string) => `Run ${id}`,
    wholeNumber: 'Enter a whole number from 1.',
    amount: 'Enter an amount such as "5 USD".',
    equalDecisions: (same: number, all: number) => `${same} of ${all} decisions are equal.`,
    noDecision: (failure: string) => `no decision: ${failure}`,
    noModel: 'no model',
    compared: (number: number, after: string, before: string, model: string, now: string) =>
      `${number}. after ${after}: ${before} | ${model}: ${now}`,
    decided: (after: string, decision: string, reason: string) => `after ${after}: ${decision}. ${reason}`,
    createsTask: (agent: string, task: string) => `${agent} gets ${task}`,
    asksPerson: (task: string) => `asks a person (${task})`,
    complete: 'the project is complete',
    waits: 'waits',
    refused: (message: string) => `refused: ${message}`,
    costUnknown: 'cost unknown',
    tokens: (input: string, output: string) => `${input} + ${output} tokens`,
  },
  import: {
    readAsWindows: (path: string) => `${path} is not UTF-8 and was read as Windows-1252.`,
    cycle: 'has a cycle',
    longestPath: (tasks: number) => `longest path ${tasks}`,
    plan: (
      title: string,
      counts: Readonly<Record<'tasks' | 'withSubtasks' | 'edges' | 'roots', number>>,
      path: string,
    ) => {
      const { tasks, withSubtasks, edges, roots } = counts
      const dependencies = `${edges} ${edges === 1 ? 'dependency' : 'dependencies'}`
      const first = `${roots} without a dependency`
      return `${title}: ${tasks} ${tasks === 1 ? 'task' : 'tasks'} (${withSubtasks} with subtasks), ${dependencies}, ${first}, ${path}`
    },
    run: (planId: string) => `Run: npx switchyard run ${planId}`,
  },
  memory: {
    noMatch: 'No matching entries.',
    none: 'No entries yet. Each run adds a build log.',
  },
  models: {
    line: (name: string, model: string, purposes: string) =>
      `${name}  ${model}  for ${purposes || 'nothing'}`,
    none: 'No model configured (optional). Set SWITCHYARD_MODEL or open Settings → Models.',
    removed: (entry: string) => `Removed ${entry}.`,
    noEntry: (entry: string) => `The keystore has no entry ${entry}.`,
    storedForAgent: (entry: string) =>
      `Stored. Use the key in the headers of a remote agent: keystore:${entry}`,
    storedForModel: (entry: string) => `Stored. Use the key with SWITCHYARD_MODEL_KEYSTORE=${entry}`,
    works: (mode: string) => `The model returns valid JSON (${mode}).`,
    known: (names: string) => `Models of the server: ${names}`,
    key: 'Key: ',
  },
  open: {
    open: (url: string) => `Open ${url}`,
    once: 'The link works once, within ten minutes.',
    noBrowser: 'The browser did not start. Open the link by hand.',
  },
  plan: {
    cyclesLeft: 'Cycles are not fixed. Choose the wrong dependency with --cycles or --fix.',
    wrote: (file: string) => `Wrote ${file}.`,
    several: (count: number, key: string) =>
      `The file has ${count} plans. Using ${key}; choose another with --plan.`,
    branches: 'Conditions, with both results:',
    runs: (keys: string) => `Runs: ${keys}`,
    skipped: (keys: string) => `Skipped: ${keys}`,
    open: (keys: string) => `Depends on another condition: ${keys}`,
    notShown: (count: number) => `Not shown: ${count} more ${count === 1 ? 'condition' : 'conditions'}.`,
    none: 'none',
    more: (keys: string, count: number) => `${keys} and ${count} more`,
    allSucceed: 'If every task succeeds:',
    branch: (parts: readonly string[]) => `If ${parts.join(' and ')}:`,
    fail: (keys: readonly string[]) => `${keys.join(' and ')} ${keys.length === 1 ? 'fails' : 'fail'}`,
    condition: (key: string, isMet: boolean) => `the condition of ${key} is ${isMet ? 'met' : 'not met'}`,
    noProblems: (title: string) => `${title}: no problems found.`,
    problems: (
      title: string,
      { error, warning, hint }: Readonly<Record<'error' | 'warning' | 'hint', number>>,
    ) => {
      const errors = `${error} ${error === 1 ? 'error' : 'errors'}`
      const warnings = `${warning} ${warning === 1 ? 'warning' : 'warnings'}`
      return `${title}: ${errors}, ${warnings}, ${hint} ${hint === 1 ? 'hint' : 'hints'}`
    },
    safe: (fix: string) => `${fix} (safe)`,
    moreOfCode: (count: number, code: string) => `… and ${count} more of ${code}; --json shows all.`,
  },
  run: {
    run: (id: string) => `Run ${id}`,
    simulation: (id: string) => `Simulation ${id}`,
    runOf: (id: string, title: string) => `Run ${id} (${title})`,
    allFinished: 'All runs are finished.',
    several: (count: number, key: string) =>
      `The file has ${count} plans. Running ${key}; choose another with --plan.`,
    paused: (running: number, id: string) =>
      `Paused; ${running} tasks still running. Resume: npx switchyard resume ${id}`,
    resumed: (id: string) => `Resumed. Follow the run: npx switchyard resume ${id}`,
    stopping: 'Stopping. Some agents have not stopped yet.',
    stopped: 'Stopped.',
    unblocked: (key: string, runId: string) =>
      `Unblocked ${key}. Follow the run: npx switchyard resume ${runId}`,
    simulationMark: '(simulation)',
    isSimulation: 'Simulation.',
    end: (state: string, done: number, all: number, seconds: string | null) =>
      `${state}: ${done} of ${all} tasks done${seconds === null ? '' : ` in ${seconds}`}.`,
    seconds: (seconds: string) => `${seconds} s`,
    buildLog: (id: string) => `Build log: npx switchyard memory read ${id}`,
    resume: (id: string) => `Resume: npx switchyard resume ${id}`,
    needsAnswer: (key: string) => `${key} needs your answer: npx switchyard approvals`,
    blocked: (key: string, reason: string, runId: string, task: string) =>
      `${key} is blocked. ${reason} When the blocker is gone: npx switchyard unblock ${runId} ${task}`,
    unassigned: (key: string, reason: string) => `${key} stays unassigned. ${reason}`,
    waits: (key: string, reason: string) => `${key} waits. ${reason}`,
    failed: (key: string, reason: string) => `${key} failed. ${reason}`,
    moreFailed: (count: number) => `And ${count} more failed.`,
    gaps: {
      incomplete_file: 'Incomplete file',
      unchecked: 'Not checked',
      left_out: 'Left out',
      skipped: 'Skipped',
    },
    moreGaps: (count: number, runId: string) => `And ${count} more gaps: npx switchyard show ${runId}`,
  },
  scope: {
    madeBy: (title: string, model: string | null) => `${title}, by ${model ?? 'templates'}`,
    difficulty: (score: number) => `(${score} of 10)`,
    split: 'split',
    after: (keys: string) => `after ${keys}`,
    noTasks: 'The plan has no tasks. Answer the questions above, or reword the goal.',
    wrote: (file: string) => `Wrote ${file}. Run: npx switchyard run ${file}`,
  },
  show: {
    none: 'No runs yet.',
    done: (done: number, all: number) => `${done} of ${all} done`,
    attempt: (number: number, agent: string, status: string) => `attempt ${number} by ${agent}: ${status}`,
    verified: 'verified',
  },
  stats: {
    withSimulations: 'These figures include simulations.',
    tasks: (counts: Readonly<Record<'done' | 'failed' | 'skipped' | 'cancelled' | 'open', number>>) =>
      `${counts.done} tasks done, ${counts.failed} failed, ${counts.skipped} skipped, ${counts.cancelled} cancelled, ${counts.open} open`,
    successRate: (rate: string) => `success rate ${rate}`,
    durations: (median: string, mean: string) => `Attempt duration: median ${median}, mean ${mean}`,
    perHour: (tasks: string) => `${tasks} done per hour`,
    spent: (amounts: string) => `Spent: ${amounts}.`,
    waited: (time: string, share: string) => `Tasks waited ${time}, ${share} of their time, by cause:`,
    cause: (cause: string, tasks: number) => `${cause}  (${tasks} ${tasks === 1 ? 'task' : 'tasks'})`,
    byAgent: 'By agent',
    bySkill: 'By skill',
    actor: (attempts: number, done: number, failed: number, median: string) =>
      `${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}, ${done} done, ${failed} failed, ${median}`,
    seconds: (value: string) => `${value} s`,
    minutes: (value: string) => `${value} min`,
    hours: (value: string) => `${value} h`,
  },
  tokens: {
    none: 'No tokens. Create one: switchyard tokens create <name>',
    token: (token: string) => `Token, shown only now: ${token}`,
    revoked: (id: string, name: string) => `Revoked ${id} (${name}).`,
    useForMcp: 'Set SWITCHYARD_TOKEN to it where an MCP host starts `switchyard mcp`.',
    use: 'Send it with each request: "Authorization: Bearer <token>".',
    noExpiry: 'no expiry',
    expires: (day: string) => `expires ${day}`,
    neverUsed: 'never used',
    lastUsed: (time: string) => `last used ${time}`,
  },
  webhooks: {
    secret: (secret: string) => `Secret, shown only now: ${secret}`,
    signatures: 'Receivers check signatures by Standard Webhooks (standardwebhooks.com).',
    none: 'No webhooks. Add one: npx switchyard webhooks add <url>',
    noDeliveries: 'No deliveries yet.',
    removed: (id: string) => `Removed ${id}.`,
    nextTry: (time: string) => `next try ${time}`,
    tries: (tries: number) => `${tries} ${tries === 1 ? 'try' : 'tries'}`,
  },
  workspaces: {
    merged: (place: string, commit: string) => `Merged into ${place} as ${commit}.`,
    none: 'No run has a workspace.',
    removed: (name: string) => `Removed ${name}.`,
    nothingToRemove: 'Nothing to remove.',
    place: (branch: string, folder: string) => `${branch} in ${folder}`,
    detached: 'the checked-out commit',
    diffCut: (hidden: number, all: number) => `${hidden} of ${all} bytes of the diff are not shown.`,
    preview: (files: number, place: string) =>
      `The merge changes ${files} ${files === 1 ? 'file' : 'files'} on ${place}. Nothing is merged yet.`,
    merge: (runId: string, task: string, hash: string) =>
      `Merge: npx switchyard merge ${runId}${task} --hash ${hash}`,
    unknown: 'unknown',
    kept: (reason: string) => `kept: ${reason}`,
  },
}
