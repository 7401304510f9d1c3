const checkPath = 'Check the path of the url. Common paths are /mcp and /sse.'
const checkCommand = 'Check that the command starts an MCP server on standard input and output'

/** Reasons why an MCP server cannot be used, and hints. Stored in events. */
export const mcpFailures = {
  notAvailable: (server: string, why: string) => `MCP server ${server} is not available. ${why}`,
  sandboxMissing: (why: string) => `The server may only run in a sandbox, and ${why}.`,

  streamEnded: 'The server ended its event stream.',
  hostNotFound: (host: string) => `Host ${host} not found.`,
  addressPrivate: (host: string, kind: string) =>
    `${host} resolves to an address that is not public (${kind}).`,
  insecure: (host: string) => `${host} is not this machine. Use https.`,

  addressSilent: (seconds: number, url: string) =>
    `The server did not answer within ${seconds} s. Check that an MCP server runs at ${url}, or increase startTimeoutMs.`,
  notReached: (seconds: number) =>
    `Cannot reach the server within ${seconds} s. Check the url and the network.`,
  addressTooLong: (url: string) => `The answer of ${url} is longer than 4 MiB. ${checkPath}`,
  otherMediaType: (url: string, mediaType: string) =>
    `${url} returned ${mediaType === '' ? 'an answer without a media type' : mediaType}, which is not MCP. ${checkPath}`,
  addressNotMcp: (url: string, why: string) => `The answer of ${url} is not valid MCP: ${why}. ${checkPath}`,
  notListening: (url: string) => `No server listens at ${url}. Start the server, or correct the url.`,
  connectionFailed: (url: string, code: string) =>
    `The connection to ${url} failed (${code}). Check the server and the url.`,
  /** \`message\`: text of the server; null: the server gives none. */
  status: (url: string, status: number, message: string | null) =>
    `${url} returned HTTP ${status}${message === null ? '' : `: ${message}`}.`,
  statusHints: {
    serverLog: 'Check the log of the server.',
    signIn: 'Switchyard cannot sign in to this server. Use a command that signs in.',
    redirect: (target: string | null) =>
      target === null
        ? 'Set url to the target of the redirect.'
        : `If ${target} is the server, set url to that address.`,
    checkPath,
  },
  noSse: (failure: string) => `${failure} The address does not support legacy SSE either.`,

  outputTooLong: 'The program sent more than 64 MiB.',
  messageTooLong: 'The program sent a message of more than 4 MiB.',
  withCheck: (failure: string) => `${failure} ${checkCommand}.`,
  notStarted: (code: string) => `Cannot start the program: ${code}.`,
  installProgram: (failure: string) => `${failure} Correct the command, or install the program.`,
  /** \`output\`: first line that is not a message; null: none. */
  ended: (ending: string, output: string | null, errors: string) =>
    `${ending}${printed(output)} ${errors === '' ? 'Run the command in a terminal to see the reason.' : `Error output: ${errors}`}`,
  programSilent: (seconds: number, output: string | null) =>
    output === null
      ? `The program did not answer within ${seconds} s. ${checkCommand}, or increase startTimeoutMs.`
      : `The program did not answer within ${seconds} s.${printed(output)} ${checkCommand}.`,
  programNotMcp: (why: string) => `The answer of the program is not valid MCP: ${why}. ${checkCommand}.`,
  invalidMessage: 'invalid message',
}

const printed = (output: string | null): string => (output === null ? '' : ` Output: ${output}.`)

/** Warnings about tools of an MCP server. Stored in events. */
export const mcpWarnings = {
  notOffered: (tool: string, server: string, why: string) =>
    `Tool ${tool} of the server ${server} is not available: ${why}.`,
  tooMany: (most: number) => `the server has more than ${most} tools`,
  name: 'its name is invalid or already used',
  parameters: 'the schema of its arguments is invalid or too long',
}

/** Answers of Switchyard's own MCP server. */
export const mcpAnswers = {
  internalError: { message: 'Internal error in Switchyard.', hint: 'The log has the details.' },
  cut: (text: string, hidden: number) => `${text}\n[… ${hidden} more characters]`,
}
