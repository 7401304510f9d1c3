import { z } from 'zod'
import { createdScopes, tokenSchema, tokenScopes } from '../model/token.ts'
import { del, get, post, secretlyAnswered } from './builders.ts'

/** A year. */
export const maxTokenDays = 366

export const tokensContract = {
  list: get('/v1/tokens', 'List valid tokens and browser sessions, newest first')
    .input(
      z.strictObject({
        /** Absent: every scope except `launch` and `task`. */
        scope: z.enum(tokenScopes).optional(),
      }),
    )
    .output(z.array(tokenSchema)),
  create: post('/v1/tokens', 'Create a token; the only answer that contains it', ['E_RANGE', 'E_STATE'])
    .meta(secretlyAnswered)
    .input(
      z.strictObject({
        name: z.string().trim().min(1).max(100),
        scope: z.enum(createdScopes),
        /** Absent: no expiry. */
        days: z.int().min(1).max(maxTokenDays).optional(),
      }),
    )
    .output(tokenSchema.extend({ token: z.string() })),
  revoke: del('/v1/tokens/{tokenId}', 'Revoke a token or browser session and close its connections')
    .input(z.strictObject({ tokenId: z.string().max(200) }))
    .output(tokenSchema),
}
