const addCredentials =
  'Add credentials to the agent’s settings, such as { "headers": { "Authorization": "Bearer env:SWITCHYARD_AGENT_KEY" } }. Then start Switchyard with that variable.'

/** Messages about an agent that cannot work or did not finish. Stored in events. */
export const agentFailures = {
  tokenLimit: 'The agent reached its token limit.',
  requestLimit: 'The agent reached its limit of requests in one turn.',
  refused: 'The agent refused to continue with the task.',
  turnCancelled: 'The agent reported that its turn was cancelled.',
  unknownStop: (reason: string) => `The agent stopped for an unknown reason: ${reason}.`,
  /** Requests to a coding agent, for \`errorAnswer\`. */
  requests: {
    initialize: 'the first message',
    session: 'the request for a session',
    mode: 'the choice of a mode',
    model: 'the choice of a model',
    turn: 'the task',
  },
  errorAnswer: (request: string, why: string) => `The agent answered ${request} with an error: ${why}`,
  signInNeeded: 'The agent needs a sign-in.',
  signInHint: "Sign in with the agent's own command line, or pass its key as an environment variable.",
  signInImpossible: 'The agent needs a sign-in but offers no way to sign in.',
  signInByHand: (ways: string) => `The agent needs a sign-in with a terminal or a key: ${ways}.`,
  signInTimeout: (name: string, seconds: number) => `${name} did not finish within ${seconds} seconds.`,
  signInFailed: (name: string) => `${name} failed.`,
  agentSays: (text: string) => `The agent says: ${text}`,
  quotaSpent: (says: string) => `The agent’s account has no quota left. ${says}`,
  rateLimited: (says: string) => `The agent’s account has reached its rate limit. ${says}`,
  rateLimitedUntil: (until: string, says: string) =>
    `The agent’s account has reached its rate limit until ${until}. ${says}`,
  killedInTurn: (signal: string) => `The agent’s program was ended by ${signal} during its turn.`,
  exitedInTurn: (code: number) => `The agent’s program ended with exit code ${code} during its turn.`,
  tooManyPermissions: (most: number) => `The agent asked for permission more than ${most} times.`,
  cancelled: 'The task was cancelled.',
  sessionLost: 'The agent no longer knows its earlier session and starts a new one.',
  optionMissing: (category: string, wanted: string, offer: string) =>
    `The agent has no ${category} ${wanted}. ${offer}`,
  optionsOffered: (known: string) =>
    known === '' ? 'The agent offers no choice.' : `The agent offers: ${known}.`,
  silent: 'The agent did not answer.',
  sandboxMissing: (why: string) => `The agent may only run in a sandbox, and ${why}.`,
  protocolVersions: (theirs: number, ours: number) =>
    `The agent uses version ${theirs} of the protocol, and Switchyard version ${ours}. Install another version of the agent.`,
  messageTooLong: (bytes: string) => `The agent sent a message of more than ${bytes} bytes.`,
  messageTooDeep: (levels: number) => `The agent sent a message with more than ${levels} levels of nesting.`,
  turnOver: 'The turn of the agent is over.',
  costInvalid: (cost: string) => `The agent reported a cost that cannot be used: ${cost}.`,
  usageInvalid: 'The agent reported a usage that cannot be read.',

  killed: (signal: string) => `The program was ended by ${signal}.`,
  exited: (code: number) => `The program ended with exit code ${code}.`,
  tooManyProcesses: (most: number) => `The program started more than ${most} processes (maxProcesses).`,
  processesFound: (count: number, most: number) =>
    `The program had ${count} processes. The limit is ${most} (maxProcesses).`,
  tooMuchMemory: (used: string, most: string) =>
    `The program used ${used} of memory. The limit is ${most} (maxMemoryBytes).`,
  processLimit: (how: string) => `The limit of processes is ${how}.`,
  lineTooLong: (bytes: string) =>
    `The program printed a line of more than ${bytes} bytes, which may be a protocol message.`,
  tooManyFiles: (most: number) => `The program returned more than ${most} files.`,
  entryTooDeep: (type: string, levels: number) =>
    `The ${type} of the program has more than ${levels} levels of nesting.`,
  entryInvalid: (type: string, why: string) => `Invalid ${type} of the program: ${why}`,
  fileRefused: (name: string, why: string) => `The file ${name} was refused: ${why}.`,
  changesUnknown: (why: string) => `The changes of the attempt are unknown. ${why}`,
  programMissing: (name: string) =>
    `Program ${name} was not found, or the interpreter in its first line is missing.`,
  programNotExecutable: (name: string) => `You may not execute the program ${name}.`,
  argumentsTooLong: (name: string) => `The arguments of ${name} are too long for this system.`,
  programNotStarted: (name: string, why: string) => `Cannot start the program ${name}: ${why}`,

  remoteTimeout: (ms: number) => `Total timeout: the remote agent worked for more than ${ms} ms.`,
  remoteSilent: (ms: number) => `The remote agent did not answer within ${ms} ms.`,
  remoteSkillMissing: (skill: string, known: string) =>
    `The agent card does not list the skill ${skill}. Skills on the card: ${known}.`,
  streamLost: 'The stream was interrupted. Switchyard now asks for the state of the task.',
  remoteEmptyEnd: 'The remote agent ended its answer without a result.',
  remoteTask: (why: string, task: string) => `${why} The remote task is ${task}.`,
  remoteOtherTask: 'The remote agent answered for another task.',
  remoteFailed: 'The remote agent reports that the task failed',
  remoteCancelled: 'The remote agent cancelled the task',
  remoteRejected: 'The remote agent rejected the task',
  remoteNeedsSignIn: 'The remote agent needs credentials',
  /** The failure of a remote task; \`said\` is the agent’s own text, empty if it gave none. */
  remoteEnd: (what: string, said: string) => (said === '' ? `${what}.` : `${what}: ${said}`),
  addCredentials,
  withHint: (failure: string, hint: string) => `${/[.!?]$/.test(failure) ? failure : `${failure}.`} ${hint}`,
  remoteInterrupted: 'Switchyard stopped during this attempt, and the remote agent does not list its tasks.',
  remoteEmptyQuestion: 'The remote agent needs more input and does not say what.',
  /** \`ours\` null: the attempt had no remote task yet. */
  remoteOther: (what: 'task' | 'context', got: string, ours: string | null) =>
    `The remote agent answered for the ${what} ${got} instead of ${ours ?? 'a new task'}.`,
  cardInvalid: 'The agent card is invalid.',
  cardNotJson: 'The agent card is not JSON.',
  cardTooDeep: (levels: number) => `The agent card has more than ${levels} levels of nesting.`,
  cardUnreadable: (status: number) => `Cannot read the agent card (HTTP status ${status}).`,
  cardMissing: (places: string) =>
    `No agent card found at ${places}. Add the address of the card to the agent’s settings.`,
  cardWithoutAddress: 'The agent card has no address.',
  cardElsewhere: (agent: string, headers: string) =>
    `The agent is at ${agent}, and its headers are for ${headers}.`,
  protocolUnsupported: 'The remote agent supports neither JSON-RPC nor HTTP+JSON.',
  unknownEvent: 'The remote agent sent an unknown event.',
  remoteError: (why: string) => `The remote agent answered with an error: ${why}`,
  remoteUnreadable: (why: string) => `The answer of the remote agent cannot be read: ${why}`,
  headerMissing: (header: string, place: string) => `The header ${header} has no value: ${place} is empty.`,
  headerInvalid: (place: string) => `The value of ${place} cannot be sent in a header.`,
  secretUnreadable: (place: string, why: string) => `Cannot read ${place}: ${why}`,
  addressInvalid: (address: string, why: string) => `Invalid address ${address}: ${why}.`,
  addressPrivate: (address: string, kind: string) =>
    `${address} resolves to a host that is not public (${kind}).`,
  hostNotFound: (host: string, code: string) => `Host ${host} not found (${code}).`,
  connectionLost: (address: string, code: string) => `Lost the connection to ${address} (${code}).`,
  unreachable: (address: string, code: string) => `Cannot reach ${address} (${code}).`,
  statusOf: (address: string, what: string, status: number) => `${address} ${what} (HTTP status ${status}).`,
  redirects: 'redirects to another address',
  addAddress: 'Add that address to the agent’s settings.',
  needsCredentials: 'rejects the credentials',
  noAnswer: 'no answer',
  tooManyRequests: 'has received too many requests',
  unavailable: 'is temporarily unavailable',
  gatewayFailed: 'cannot reach the agent behind it',
  answerLost: (code: string) => `The answer of the remote agent was interrupted (${code}).`,
  answerTooLong: (bytes: number) => `The answer of the remote agent is longer than ${bytes} bytes.`,
}

/** How the limit of processes is enforced: parts of a sentence. */
export const processLimits = {
  enforced: (mechanism: string) => `enforced by ${mechanism}`,
  notEnforced: (why: string) => `not enforced: ${why}`,
  both: (groups: string, namespace: string) => `${groups}, and ${namespace}`,
  noControlGroups: (platform: string) => `${platform} has no control groups`,
  noController: 'control groups with the pids controller cannot be created here',
  limitRejected: 'the control group does not accept the limit',
  noNamespaces: (platform: string) => `${platform} has no user namespaces`,
  root: 'RLIMIT_NPROC does not apply to root',
  toolsMissing: 'unshare or prlimit is not installed',
  noEffect: 'RLIMIT_NPROC has no effect',
  namespaceFailed: (why: string) => `user namespaces do not limit processes here: ${why}`,
}

/** Output of programs that is shortened for the log. */
export const programOutput = {
  bytes: (count: string) => `${count} bytes`,
  omitted: (bytes: string) => `… ${bytes} omitted …`,
}

/** Notes in the log of an attempt. Stored in events. */
export const agentNotes = {
  remoteContinued: (task: string) => `Continues the remote task ${task}.`,
  noAskingMode: (modes: string) =>
    `The agent offers no mode that asks for permission${modes === '' ? '' : ` (offered: ${modes})`}. The agent’s own settings apply.`,
  askingMode: (mode: string) => `Uses the mode ${mode}, because it asks for permission.`,
}

/** Files in the result of a remote agent that are not text. */
export const remoteFiles = {
  link: (url: string) => `[File at ${url}]`,
  notText: (name: string, mediaType: string, bytes: number) =>
    `[File ${name === '' ? '' : `${name} `}is not text: ${mediaType === '' ? 'unknown type' : mediaType}, ${bytes} bytes]`,
}

/** Labels of the parts of an attempt's input. Stored with the attempt. */
export const inputParts = {
  command: 'Command',
  standardInput: 'Standard input',
  folder: 'Folder',
  environment: 'Environment variables (names only)',
  address: 'Address',
  headers: 'Headers (names only)',
  message: 'Message',
  file: (name: string) => `File ${name}`,
  metadata: 'Metadata',
}

/** Results of simulated agents whose script gives no text. Stored in events. */
export const simulatedWork = {
  step: (number: number, all: number) => `Step ${number} of ${all}`,
  failure: (task: string) => `Simulated failure of ${task}.`,
}

/** Texts of a trial run. */
export const agentTrials = {
  title: (agent: string) => `Trial of ${agent}`,
  task: 'Describe in one sentence what you can do. Do not change anything.',
}

/** Results of an agent's check, and the names of their details. */
export const agentChecks = {
  timeout: (seconds: number) => `The agent did not answer within ${seconds} seconds.`,
  builtIn: 'This agent is built in, so there is nothing to connect to.',
  simulated: 'This agent is simulated, so there is nothing to connect to.',
  person: 'Tasks of this person go to the inbox.',
  personAway: 'Tasks of this person go to the inbox. The person is outside working hours now.',
  backAt: 'Back at',
  noWorker: 'No worker has claimed a task for this agent yet.',
  workerSeen: 'A worker claims tasks for this agent. Switchyard cannot call it.',
  lastSeen: 'Last seen',
  reportedName: 'Reported name',
  cardSkills: 'Skills on the card',
  noSkills: 'none',
  cardFound: 'The agent card is valid.',
  cardWithoutSkill: (skill: string) => `The agent card does not list the skill ${skill}.`,
  signIns: 'Sign-in methods',
  startedUnusable: (why: string) => `The agent started but cannot be used: ${why}`,
  started: 'The agent started and supports the Agent Client Protocol.',
  noModel: (known: string) => `No model is set for work. Available models: ${known}.`,
  modelMissing: (model: string, known: string) =>
    `Model ${model} does not exist. Available models: ${known}.`,
  model: 'Model',
  modelFailed: (why: string | null | undefined) => `The model does not work: ${why ?? 'it was removed.'}`,
  modelWorks: 'The model answers correctly.',
  noToolServers: 'The agent has no tool servers.',
  programMissing: (program: string, hint: string) => `Program ${program} not found. ${hint}`,
  installProgram: 'Install it, or enter its full path.',
  programNotExecutable: (file: string) => `You may not execute the program ${file}.`,
  programFound: (program: string) => `Program ${program} is installed and can be started.`,
  program: 'Program',
  tooShortToHide: 'Too short to hide',
  notSet: 'Not set here',
  processLimit: 'Process limit',
  noModels: 'none',
  server: (name: string) => `Server ${name}`,
  tools: (names: string, more: number) =>
    names === '' ? 'no tools' : `${names}${more > 0 ? `, and ${more} more` : ''}`,
}
