import type { Facts } from './facts.ts'

const signIn = 'Open the link that `switchyard serve` printed, or run `switchyard open`.'

/** Refusals of the HTTP server: access, requests and faults. */
export const serverRefusals = {
  internal_error: {
    message: 'Internal error in Switchyard.',
    hint: 'The log has the details under this ref. Please report the error.',
  },
  disk_full: { message: 'The disk is full. Nothing was changed.', hint: 'Free some space, then try again.' },

  not_signed_in: { message: 'This browser is not signed in.', hint: signIn },
  session_missing: { message: 'This request needs a session.', hint: signIn },
  sign_in_link_expired: {
    message: 'The link was already used or has expired.',
    hint: 'Get a new link with: switchyard open',
  },
  token_missing: {
    message: 'This request needs a token.',
    hint: 'Read it from the file `token` in the data folder.',
  },
  token_wrong: {
    message: 'The token is unknown, expired or revoked.',
    hint: 'Read it from the file `token` in the data folder.',
  },
  too_many_wrong_tokens: ({ most, seconds }: Facts<'most' | 'seconds'>) => ({
    message: `More than ${most} wrong tokens in one minute.`,
    hint: `Wait ${seconds} seconds.`,
  }),
  too_many_tokens: ({ most }: Facts<'most'>) => ({
    message: `The limit of ${most} tokens is reached.`,
    hint: 'Revoke tokens that are no longer used: switchyard tokens revoke <id>',
  }),
  scope_too_small: ({ scope }: Facts<'scope'>) => ({
    message: `The scope "${scope}" of this token does not permit this request.`,
    hint: 'Use a token with the scope "app".',
  }),
  scope_cannot_sign_in: ({ scope }: Facts<'scope'>) => ({
    message: `A token with the scope "${scope}" cannot sign in a browser.`,
    hint: signIn,
  }),
  foreign_host: ({ hosts, own }: Facts<'hosts' | 'own'>) => ({
    message: `This server accepts requests for ${hosts} only.`,
    hint: `Use the address http://${own}/.`,
  }),
  foreign_page: ({ origins, own }: Facts<'origins' | 'own'>) => ({
    message: `This server accepts requests from its own pages only (${origins}).`,
    hint: `Open http://${own}/.`,
  }),
  foreign_origin: {
    message: 'Only a page of this server can send this request.',
    hint: 'Open the link in a browser.',
  },

  path_not_found: ({ path }: Facts<'path'>) => ({
    message: `Path not found: ${path}.`,
    hint: 'GET /api/openapi.json lists all paths.',
  }),
  method_not_allowed: ({ method, allowed }: Facts<'method' | 'allowed'>) => ({
    message: `Method ${method} is not allowed here.`,
    hint: `Use ${allowed}.`,
  }),
  connect_unsupported: {
    message: 'CONNECT is not supported.',
    hint: 'Send requests to this server itself.',
  },
  expectation_unsupported: {
    message: 'Unsupported expectation. Switchyard supports 100-continue.',
    hint: 'Send the request without the header Expect.',
  },
  request_malformed: {
    message: 'The HTTP request is incomplete or malformed.',
    hint: 'Send a request that follows RFC 9112.',
  },
  request_unreadable: {
    message: 'Invalid request.',
    hint: 'Compare it with GET /api/openapi.json.',
  },
  content_type_unsupported: ({ found }: Facts<'found'>) => ({
    message: `The body must be application/json in UTF-8, not ${found}.`,
    hint: 'Send the header Content-Type: application/json.',
  }),
  body_not_utf8: ({ bytes }: Facts<'bytes'>) => ({
    message: `The body is not valid UTF-8 at byte ${bytes}, counted from 0.`,
    hint: 'Save it as UTF-8.',
  }),
  body_too_large: ({ size, most }: Facts<'size' | 'most'>) => ({
    message: `The body has ${size} bytes. The limit here is ${most}.`,
    hint: 'Send it in parts, or import it as a file.',
  }),
  body_too_large_to_count: ({ counted, most }: Facts<'counted' | 'most'>) => ({
    message: `The body has more than ${counted} bytes. The limit here is ${most}.`,
    hint: 'Send it in parts, or import it as a file.',
  }),
  idempotency_key_invalid: {
    message: 'Idempotency-Key must be one header of 1 to 200 characters.',
    hint: 'Send a shorter id.',
  },
  answer_gone: ({ at }: Facts<'at'>) => ({
    message: `This request was completed at ${at}. Its answer contained a secret and is not shown again.`,
    hint: 'Remove what was created, and send the request again under a new id.',
  }),

  port_in_use: ({ port }: Facts<'port'>) => ({
    message: `Port ${port} is in use.`,
    hint: 'Use --port 0 for any free port.',
  }),
  port_not_permitted: ({ port }: Facts<'port'>) => ({
    message: `You do not have permission to use port ${port}.`,
    hint: 'Use a port above 1023, or --port 0.',
  }),
  port_failed: ({ port, why }: Facts<'port' | 'why'>) => ({
    message: `Cannot open port ${port}: ${why}.`,
    hint: 'Try --port 0.',
  }),
}
