/** Failures of a language model. `model` is its label. Stored in events. */
export const modelFailures = {
  noModel: (purpose: string) =>
    `No model is set for ${purpose}. Set SWITCHYARD_MODEL, or choose a model in the settings.`,
  noEntry: (name: string) => `Model ${name} not found. List the models: switchyard models`,
  /** `fault` is one of `keyFaults`. */
  noKey: (model: string, place: string, fault: string) =>
    `Cannot use the key for ${model}: ${place} ${fault}. Set the key and try again.`,
  keystoreEntry: (entry: string) => `entry ${entry} of the keystore`,
  keyFaults: {
    unreadable: 'cannot be read',
    empty: 'is empty',
    invalid: 'contains characters that a key cannot have',
  },
  accountLimit: (owner: string, until: string) =>
    `The account of ${owner} has reached its limit until ${until}.`,
  cancelled: (model: string) => `The request to ${model} was cancelled.`,
  timeout: (model: string, seconds: number) =>
    `${model} did not answer within ${seconds} s. Increase the time limit, or choose a faster model.`,
  truncated: (model: string, tokens: number) =>
    `The answer of ${model} was longer than ${tokens} tokens. Increase the limit, or ask for less.`,
  refused: (model: string) => `${model} refuses to answer`,
  invalidAnswer: (model: string, fault: string) =>
    `${model} returned an invalid answer twice. ${fault} Try again, or choose another model.`,
  noJson: 'The answer contains no JSON object.',
  badJson: (why: string) => `The answer is not a single JSON object. ${why}`,
  brokenOff: (model: string) => `${model} did not finish its answer. Try again.`,
  tooLong: (model: string) => `The answer of ${model} is longer than 4 MiB.`,
  slow: (model: string) => `${model} did not answer within five minutes.`,
  unreachable: (model: string, code: string) =>
    `Cannot reach ${model} (${code}). Check that the server runs, and check the address.`,
  connectionLost: (model: string, code: string | null) =>
    `Lost the connection to ${model}${code === null ? '' : ` (${code})`}. Try again.`,
  keyRejected: (model: string, status: number, reason: string) =>
    `The server of ${model} rejects the key (${status})${reason} Check the key.`,
  notFound: (model: string, reason: string) =>
    `The server does not have ${model} (404)${reason} Check the name of the model and the address.`,
  spent: (model: string, status: number, reason: string) =>
    `The account of ${model} has no quota left (${status})${reason}`,
  rateLimited: (model: string, status: number, reason: string) =>
    `${model} has reached its rate limit (${status})${reason}`,
  gatewayTimeout: (model: string, status: number, reason: string) =>
    `${model} did not answer its server in time (${status})${reason}`,
  serverFailed: (model: string, status: number, reason: string) =>
    `The server of ${model} failed (${status})${reason}`,
  badRequest: (model: string, status: number, reason: string) =>
    `The server of ${model} rejects the request (${status})${reason}`,
  redirects: (model: string, status: number) =>
    `The address of ${model} redirects (${status}). Use the address that it redirects to.`,
  /** The end of `notFound`. */
  knownModels: (names: string) => `Models of the server: ${names}.`,
  ignoresSchema: 'The server accepts a schema but ignores it.',
  otherMode: (configured: string, found: string) =>
    `The server ignores the mode ${configured}. Set SWITCHYARD_MODEL_STRUCTURED=${found}.`,
  notAModel: (model: string) =>
    `The server of ${model} did not return an answer of a model. Check the address; it often ends in /v1.`,
}

/** Failures of the mail server. Stored in events. */
export const mailFailures = {
  noServer: 'No mail server is configured.',
  signIn: (why: string) => `The mail server rejected the sign-in: ${why}`,
  recipients: (why: string) => `The mail server rejected all recipients: ${why}`,
  message: (why: string) => `The mail server rejected the mail: ${why}`,
  unknown: (why: string) => `The mail may have been sent. The connection failed: ${why}`,
  unreachable: (why: string) => `Cannot reach the mail server: ${why}`,
}

/** The mail that checks the settings of the mail server. */
export const testMail = {
  subject: 'Switchyard test mail',
  body: 'This mail was sent from the settings of Switchyard. The mail server works.',
}

/** Failures of webhook deliveries, and reasons to disable a webhook. Stored with the delivery. */
export const webhookFailures = {
  gone: 'The receiver answered that it no longer exists (410).',
  tooManyDays: 'Every delivery failed for 3 days.',
  byPerson: 'A person disabled it.',
  status: (status: number) => `The receiver answered ${status}.`,
  redirects: (most: number) => `The receiver redirects more than ${most} times.`,
  insecureRedirect: 'The receiver redirects from https to http.',
  timeout: 'The receiver did not answer in time.',
  unreachable: (code: string) => `Cannot reach the receiver (${code}).`,
  eventGone: 'The event is no longer in the log.',
  ping: 'Switchyard can reach this webhook.',
}
