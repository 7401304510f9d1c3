import { oc } from '@orpc/contract'
import { z } from 'zod'
import { createdScopes, tokenSchema, tokenScopes } from '../model/token.ts'
import { secretlyAnswered } from './builders.ts'
import { refusals } from './errors.ts'

/** A year. */
export const maxTokenDays = 366

export const tokensContract = {
  list: oc
    .route({ method: 'GET', path: '/v1/tokens', summary: 'Valid tokens and browser sessions, newest first' })
    .input(
      z.strictObject({
        /** Absent: every scope except `launch` and `task`. */
        scope: z.enum(tokenScopes).optional(),
      }),
    )
    .output(z.array(tokenSchema)),
  create: secretlyAnswered
    .route({
      method: 'POST',
      path: '/v1/tokens',
      summary: 'Create a token; the only answer that contains it',
    })
    .errors(refusals('E_RANGE', 'E_STATE'))
    .input(
      z.strictObject({
        name: z.string().trim().min(1).max(100),
        scope: z.enum(createdScopes),
        /** Absent: no expiry. */
        days: z.int().min(1).max(maxTokenDays).optional(),
      }),
    )
    .output(tokenSchema.extend({ token: z.string() })),
  revoke: oc
    .route({
      method: 'DELETE',
      path: '/v1/tokens/{tokenId}',
      summary: 'Revoke a token or browser session and close its connections',
    })
    .errors(refusals('E_NOT_FOUND'))
    .input(z.strictObject({ tokenId: z.string().max(200) }))
    .output(tokenSchema),
}
