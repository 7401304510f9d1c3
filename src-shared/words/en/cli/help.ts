/** The help of the command line, by file of commands, command, and argument or option. `about` describes the command. */
export const cliHelp = {
  program: {
    about: 'Run plans with people and agents: dependencies, approvals, explanations and a complete log.',
    help: 'Show the help of a command',
    json: 'print one JSON document and nothing else',
    helpOption: 'show this help',
    version: 'show the version',
    titles: {
      usage: 'Usage:',
      arguments: 'Arguments:',
      options: 'Options:',
      globalOptions: 'Global options:',
      commands: 'Commands:',
    },
    seeHelp: 'Help: switchyard --help',
    groups: {
      run: 'Run:',
      answer: 'Answer:',
      inspect: 'Inspect:',
      results: 'Use the results:',
      plan: 'Plan:',
      setUp: 'Set up:',
      maintain: 'Maintain:',
    },
    examples: 'Examples:',
    exitCodesHeading: 'Exit codes:',
    exitCodes: {
      done: 'succeeded',
      failed: 'failed, rejected or cancelled',
      refused: 'refused: invalid input, or a conflict',
      unassigned: 'blocked: a task without an agent, or a plan with errors',
      waiting: 'blocked: an approval needs your answer',
      gaps: 'succeeded with gaps: an incomplete file, a check that did not run, or a skipped task',
      fault: 'internal error',
      stopped: 'stopped with Ctrl+C (resume continues the run)',
    },
    variablesHeading: 'Environment variables:',
    variables: {
      SWITCHYARD_DATA_DIR: 'the data folder',
      SWITCHYARD_LOG: 'the log level on stderr: debug, info, warn or error',
      SWITCHYARD_TOKEN: 'an access token for the running Switchyard',
      SWITCHYARD_WEBHOOK_ALLOW: 'private webhook receivers to allow, as host:port,host:port',
    },
  },
  agents: {
    agents: {
      about: 'List, find, import and check agents',
    },
    list: {
      about: 'List the agents with their load',
    },
    discover: {
      about: 'Find the coding agents on this machine; each is started once',
      add: 'add the usable ones to your agents',
    },
    import: {
      about: 'Import agents of another tool; new agents start offline',
      path: 'Claude Code subagents (file or folder), a CrewAI agents.yaml, or an A2A agent card',
      dryRun: 'show the result without saving it',
      online: 'bring the agents online at once; agents without an agent card need your own worker',
    },
    check: {
      about: 'Check whether agents can take work now; needs a running Switchyard',
      id: 'an agent id (default: all agents)',
    },
    trial: {
      about: 'Run one small task with this agent; the usual cost applies',
      id: 'an agent id',
      text: 'the task (default: describe your abilities)',
    },
    enable: {
      about: 'Enable an agent',
      id: 'an agent id',
    },
    disable: {
      about: 'Disable an agent; running tasks finish',
      id: 'an agent id',
    },
  },
  approvals: {
    approvals: {
      about: 'List the approvals that wait for an answer',
    },
    answer: {
      about: 'Answer an approval; without --hash, show its content first',
      approval: 'an approval id from `switchyard approvals`',
      answer: (answers: readonly string[]) =>
        `the answer: ${answers.slice(0, -1).join(', ')} or ${answers.at(-1)}`,
      note: 'a reason, or the answer to a question; required to hand a task back',
      by: 'your name, for an approval that needs several people or one of them',
      hash: 'the hash that `approvals` prints; a changed approval is then refused',
      response: 'form values by key, the edited subject, or {"amountMinor": …}',
    },
    delegate: {
      about: 'Delegate an approval to another person',
      approval: 'an approval id from `switchyard approvals`',
      person: 'the only person who may answer from now on',
      by: 'your name, if the approval was assigned to one person',
    },
  },
  audit: {
    audit: {
      about: 'Check the integrity of the event log, or compact it',
    },
    verify: {
      about: 'Check the whole log and report the first bad entry; exit code 1 if there is one',
    },
    compact: {
      about: 'Remove log lines and large results of old finished runs; the log stays verifiable',
      before: 'only runs that ended before this day (UTC), such as 2026-03-31',
      dryRun: 'show what would be removed, and change nothing',
    },
    replay: {
      about: 'Replay the log into an empty database and compare the tables; exit code 1 if they differ',
    },
  },
  explain: {
    explain: {
      about: 'Explain why tasks are blocked, and which action unblocks the most',
      run: 'a run id (default: the newest unfinished run, else the newest run)',
      task: 'also show the path from one task to its cause',
    },
  },
  goal: {
    goal: {
      about: 'Work through a goal: scope, plan and run it step by step',
      words: 'the goal, in a sentence',
      project: 'a project folder that agents may read',
      decider: 'who decides the next step',
      shadow: 'a model that answers the same questions for comparison only',
      budget: 'the cost limit for agents and models, such as "5 USD"',
      maxTasks: 'the maximum number of tasks, not counting questions to you',
      maxDepth: 'the maximum length of a chain of dependent tasks',
      maxRounds: 'the maximum number of consecutive rounds without progress',
      keep: 'the reserve: no task starts with less budget left',
      out: 'copy the produced files to this folder; existing files are kept',
    },
    files: {
      about: 'List the files that a run produced, in their latest version',
      run: 'a run id (default: the newest run)',
      out: 'copy the files to this folder; existing files are kept',
    },
    decisions: {
      about: 'Show the decisions of a run, with their reasons',
      run: 'a run id',
    },
    shadow: {
      about: 'Compare the decisions of a run with those of its shadow model',
      run: 'a run id',
    },
    replay: {
      about: 'Ask a model the questions of a run again and compare the answers',
      run: 'a run id',
      model: 'another model of the same server (default: the deciding model)',
    },
  },
  import: {
    import: {
      about: 'Import plans from a file or folder without running them',
      file: 'a plan file, or a file or folder of another tool',
      dryRun: 'show the result without saving it',
    },
    export: {
      about: 'Export a plan to the format of another tool and list what is lost',
      plan: 'a plan id from `switchyard import`',
      format: 'the format of the file',
      out: 'write to this file instead of standard output',
    },
  },
  mcp: {
    mcp: {
      decide: 'let the MCP client answer approvals; only for a client that you operate yourself',
      about: 'Serve MCP over standard input and output, for coding agents and editors',
    },
  },
  memory: {
    memory: {
      about: 'Search and add memory entries, such as build logs',
    },
    read: {
      about: 'Print one entry',
      id: 'a memory entry, such as mem_0193…',
    },
    list: {
      about: 'List entries, newest first',
      search: 'only entries with these words, best match first',
      type: 'only one type, such as build_log',
      run: 'only entries of one run',
      project: 'only entries of one project',
      tag: 'only entries with this tag',
      limit: 'the maximum number of entries',
      offset: 'the number of search results to skip',
    },
    add: {
      about: 'Add an entry',
      text: 'the text of the entry',
      type: 'the type of the entry',
      tag: 'a tag; may be repeated',
      project: 'the project of the entry',
      run: 'the run of the entry',
      task: 'the task of that run',
      by: 'the author',
    },
  },
  models: {
    models: {
      about: 'List the configured language models and their purposes',
    },
    keep: {
      entry: 'the keystore entry: the name in SWITCHYARD_MODEL_KEYSTORE, or agent-… for a remote agent',
      remove: 'remove the key instead',
      about: "Read a key from standard input and store it in the system's keystore",
    },
    test: {
      about: 'Test a model with a few short questions; a hosted provider bills them',
      name: 'a model name from `switchyard models`',
    },
  },
  open: {
    open: {
      about: 'Open the running Switchyard in the browser with a new sign-in link',
      print: 'print the link without opening the browser',
    },
  },
  plan: {
    plan: {
      about: 'Check and fix a plan',
    },
    check: {
      about: 'List the problems of a plan without saving or running it',
      plan: 'a plan file, a file or folder to import, or a plan id',
      planKey: 'the plan to use if the file contains several',
      agents: 'check against the agents of this file instead of your agents',
    },
    fix: {
      about: 'Fix a plan and write the result to a file; the source stays unchanged',
      file: 'a plan file, a file or folder to import, or a plan id',
      out: 'the file for the fixed plan; .yaml and .yml write YAML',
      all: 'apply all safe fixes',
      cycles: 'with --all: also remove the backward dependency of each cycle',
      fix: 'apply these fixes, by their ids from `plan check --json`',
      plan: 'the plan to use if the file contains several',
      agents: 'check against the agents of this file instead of your agents',
    },
  },
  run: {
    run: {
      about: 'Run a plan and follow the run until it finishes or needs your answer',
      file: 'a plan file, a file to import, a plan id or the name of a sample',
      agents: 'an agents file: the run uses only these agents, and the data folder stores them',
      plan: 'the plan to use if the file contains several',
      simulate: 'simulate the run: simulated agents play the tasks, and no real work is done',
    },
    pause: {
      about: 'Pause a run. Running tasks finish; no new tasks start',
      run: 'a run id',
    },
    unpause: {
      about: 'Resume a paused run without following it',
      run: 'a run id',
    },
    stop: {
      about: 'Cancel a run and stop its agents',
      run: 'a run id',
    },
    resume: {
      about: 'Resume a paused or interrupted run and follow it; finished tasks stay finished',
      run: 'a run id (default: the newest unfinished run)',
    },
    unblock: {
      about: 'Clear the blocker that an agent reported, so that the task can start',
      run: 'a run id',
      task: 'the key of the blocked task',
    },
  },
  scope: {
    scope: {
      about: 'Draft a plan for a goal without saving or running it',
      words: 'the goal, in a sentence',
      project: 'the project folder of the plan',
      out: 'write the plan to this file',
    },
  },
  serve: {
    serve: {
      port: 'the loopback port; 0 picks a free port (default: 4717, or a free port)',
      open: 'open the window in the browser',
      about: 'Serve the Switchyard window to a browser on this machine',
    },
  },
  show: {
    runs: {
      about: 'List runs, newest first',
    },
    show: {
      about: 'Show a run with its tasks, or a task with its result',
      run: 'a run id from `switchyard runs`',
      task: 'a task key',
    },
    log: {
      about: 'Print the event log, oldest first',
      run: 'only the events of one run',
      limit: 'the number of newest events',
    },
  },
  stats: {
    stats: {
      about: 'Show finished tasks by agent, with durations and waiting times',
      from: 'only tasks that ended at or after this UTC day or time',
      to: 'only tasks that ended before this UTC day or time',
      run: 'only one run',
      project: 'only the runs of one project',
      simulated: 'include simulations',
    },
  },
  tokens: {
    tokens: {
      about: 'Manage access tokens and browser sessions',
    },
    list: {
      about: 'List valid tokens and browser sessions, newest first',
      scope: 'only one scope',
    },
    create: {
      about: 'Create a token; its text is shown once',
      name: 'a name to recognise the token by',
      scope: 'the access: work (endpoints for workers), mcp (tools of the MCP server) or app (everything)',
      days: (most: number) => `days until the token expires, at most ${most} (default: no expiry)`,
    },
    revoke: {
      about: 'Revoke a token or browser session and close its connections',
      id: 'an id from `switchyard tokens list`',
    },
  },
  webhooks: {
    webhooks: {
      about: 'Send signed events to a URL',
    },
    add: {
      about: 'Add a webhook; the secret is shown once',
      url: 'the address of the receiver: https://… or http://…',
      events: 'event types, prefixes such as task.*, or * for all events and log lines',
      description: 'the purpose of the webhook',
    },
    list: {
      about: 'List the webhooks',
    },
    test: {
      about: 'Send a ping and show the response; needs a running Switchyard',
      id: 'a webhook id from `switchyard webhooks list`',
    },
    deliveries: {
      about: 'List deliveries with their results, newest first',
      id: 'only deliveries of one webhook',
      limit: 'the maximum number of deliveries',
    },
    remove: {
      about: 'Remove a webhook and its deliveries',
      id: 'a webhook id from `switchyard webhooks list`',
    },
    enable: {
      about: 'Enable a webhook',
      id: 'a webhook id from `switchyard webhooks list`',
    },
    disable: {
      about: 'Disable a webhook; nothing is sent until you enable it',
      id: 'a webhook id from `switchyard webhooks list`',
    },
    redeliver: {
      about: 'Send a finished delivery again',
      id: 'a delivery id from `switchyard webhooks deliveries`',
    },
  },
  workspaces: {
    merge: {
      about: 'Preview the changes of a run; with --hash, merge them into the project',
      run: 'the id of a run that used git worktrees',
      task: 'only the changes of one task and of the tasks before it',
      hash: 'the hash of the preview: merge exactly these changes into the checked-out branch',
      by: 'your name',
    },
    workspaces: {
      about: 'List and clean the workspaces of runs',
    },
    list: {
      about: 'List the workspaces, with the reason to keep each',
    },
    clean: {
      about: 'Remove the workspaces of finished runs; the log and the results stay',
      run: 'only the workspace of one run',
      force: 'also remove unmerged work; unfinished runs are never touched',
    },
  },
}
