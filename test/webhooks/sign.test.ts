import { describe, expect, it } from 'vitest'
import { createSecret, sign } from '../../src-main/webhooks/sign.ts'

describe('a signature', () => {
  it('matches the Standard Webhooks test vector', () => {
    const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', seconds: 1614265330, body: '{"test": 2432232314}' }
    expect(sign('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', message)).toBe(
      'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    )
  })

  it('equals the result of SubtleCrypto', async () => {
    const secret = createSecret()
    const key = await crypto.subtle.importKey(
      'raw',
      Uint8Array.from(atob(secret.slice('whsec_'.length)), (c) => c.charCodeAt(0)),
      { name: 'HMAC', hash: 'SHA-256' },
      false,
      ['sign'],
    )
    const bytes = await crypto.subtle.sign(
      'HMAC',
      key,
      new TextEncoder().encode('msg_1.1700000000.{"a":"ü"}'),
    )
    expect(sign(secret, { id: 'msg_1', seconds: 1_700_000_000, body: '{"a":"ü"}' })).toBe(
      `v1,${Buffer.from(bytes).toString('base64')}`,
    )
  })

  it('uses 32 random bytes', () => {
    const [one, two] = [createSecret(), createSecret()]
    expect(Buffer.from(one.slice(6), 'base64')).toHaveLength(32)
    expect(one).not.toBe(two)
  })
})
